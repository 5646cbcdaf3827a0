// A menu to choose one or several options from, with a search; a combobox for screen readers.
export default {
  template: `
    <div class="choice" :class="{multiple, open}" @focusout="left">
      <div class="choice-box" :style="{'anchor-name': '--' + name}" @click="$refs.query.focus()">
        <span v-for="option in multiple ? chosen : []" class="chip">{{ option.label }}
          <button type="button" :aria-label="'Remove ' + option.label" @click.stop="drop(option)">×</button></span>
        <input ref="query" role="combobox" autocomplete="off" aria-autocomplete="list" v-model="query"
          :id="name" :aria-label="label" :aria-labelledby="labelledby" :aria-describedby="describedby"
          :aria-expanded="open" :aria-controls="name + '-list'" v-bind="first"
          :aria-activedescendant="open && offers.length ? name + '-' + active : null"
          :placeholder="shown || placeholder" :class="{holds: shown}"
          @click="show" @input="search" @keydown="pressed">
        <button v-if="clearable && !multiple && chosen.length" type="button" class="clear"
          aria-label="Clear" @click.stop="drop(chosen[0])">×</button>
        <svg class="icon" aria-hidden="true"><use href="/assets/icons.svg#down"/></svg>
      </div>
      <ul ref="list" popover="manual" role="listbox" class="options" :id="name + '-list'" tabindex="-1"
          :style="{'position-anchor': '--' + name}" :aria-multiselectable="multiple" :aria-label="label || placeholder">
        <template v-for="(option, index) in offers" :key="option.value">
          <li v-if="option.group && option.group !== offers[index - 1]?.group" class="group"
            role="presentation">{{ option.group }}</li>
          <li :id="name + '-' + index" role="option" :aria-selected="has(option)" :class="{active: index === active}"
            @mousedown.prevent="take(option)" @mousemove="active = index">
            {{ option.label }}<small v-if="option.description">{{ option.description }}</small></li>
        </template>
        <li v-if="!offers.length" class="none" role="presentation">{{ searches && !query ? "Type to search" : "No results" }}</li>
      </ul>
    </div>`,
  props: {
    name: String, label: String, labelledby: String, describedby: String, placeholder: String,
    options: Array, selected: Array, multiple: Boolean, clearable: Boolean, searches: Boolean,
    autofocus: Boolean, most: Number,
  },
  data() {
    const known = new Map(this.options.map((each) => [each.value, each]));
    return { query: "", open: false, active: 0, values: [...(this.selected ?? [])], known };
  },
  computed: {
    first() {
      return this.autofocus ? { autofocus: "" } : {};
    },
    chosen() {
      return this.values.map((value) => this.known.get(value)).filter(Boolean);
    },
    shown() {
      return this.multiple ? "" : (this.chosen[0]?.label ?? "");
    },
    offers() {
      if (this.searches) return this.options;
      const typed = this.query.toLowerCase();
      return this.options.filter((each) => each.label.toLowerCase().includes(typed));
    },
  },
  watch: {
    options(options) {
      for (const each of options) this.known.set(each.value, each);
    },
  },
  methods: {
    has(option) {
      return this.values.includes(option.value);
    },
    show() {
      this.active = Math.max(0, this.query ? 0 : this.offers.findIndex(this.has));
      if (this.open) return;
      this.open = true;
      this.$refs.list.showPopover();
      if (this.searches && !this.query) this.$emit("search", this.query);
      this.scroll();
    },
    search() {
      this.show();
      if (this.searches) this.$emit("search", this.query);
    },
    hide() {
      this.open = false;
      this.query = "";
      this.$refs.list.hidePopover();
    },
    left(event) {
      if (this.open && !this.$el.contains(event.relatedTarget)) this.hide();
    },
    take(option) {
      if (!this.multiple) this.values = [option.value];
      else if (this.has(option)) return this.drop(option);
      else if (!this.most || this.values.length < this.most) this.values.push(option.value);
      this.query = "";
      if (!this.multiple) this.hide();
      this.$emit("choose", [...this.values]);
    },
    drop(option) {
      this.values = this.values.filter((value) => value !== option.value);
      this.$refs.query.focus();
      this.$emit("choose", [...this.values]);
    },
    scroll() {
      this.$nextTick(() => document.getElementById(`${this.name}-${this.active}`)?.scrollIntoView({ block: "nearest" }));
    },
    pressed(event) {
      const moves = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in moves) {
        if (!this.open) this.show();
        else this.active = (this.active + moves[event.key] + this.offers.length) % (this.offers.length || 1);
        this.scroll();
      } else if (event.key === "Enter" && this.open) {
        if (this.offers[this.active]) this.take(this.offers[this.active]);
      } else if (event.key === "Enter") {
        this.show();
      } else if (event.key === "Escape" && this.open) {
        this.hide();
      } else if (event.key === "Backspace" && !this.query && this.multiple && this.chosen.length) {
        this.drop(this.chosen.at(-1));
        return;
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },
  },
};
