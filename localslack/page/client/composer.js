// Where people write: Enter sends, Shift+Enter makes a new line, / and @ offer completions.
let counter = 0;

export default {
  template: `
    <div class="composer" :class="{off: disabled}">
      <ul v-show="offers.length" :id="listId" class="completions" role="listbox" aria-label="Completions">
        <li v-for="(offer, index) in offers" :id="listId + '-' + index" role="option" class="completion"
            :aria-selected="index === active" @mousedown.prevent="take(offer)" @mousemove="active = index">
          <b>{{ offer.shown }}</b> <code v-if="offer.hint">{{ offer.hint }}</code>
          <span v-if="offer.description">{{ offer.description }}</span>
        </li>
      </ul>
      <textarea ref="box" rows="1" :placeholder="placeholder" :aria-label="label" :disabled="disabled"
        role="combobox" aria-autocomplete="list" :aria-controls="listId" :aria-expanded="offers.length > 0"
        :aria-activedescendant="offers.length ? listId + '-' + active : null"
        @input="changed" @keydown="pressed" @blur="offers = []"></textarea>
      <button type="button" class="send" aria-label="Send" title="Send" :disabled="disabled || !filled"
        @click="send"><svg class="icon" aria-hidden="true"><use href="/assets/icons.svg#send"/></svg></button>
    </div>`,
  props: {
    placeholder: String,
    label: String,
    disabled: Boolean,
    commands: { type: Array, default: () => [] },
    people: { type: Array, default: () => [] },
  },
  data() {
    return { offers: [], active: 0, filled: false, listId: `completions-${++counter}` };
  },
  mounted() {
    // On a touch screen this would bring up the keyboard.
    if (matchMedia("(hover: hover)").matches) this.focus();
  },
  methods: {
    changed() {
      const box = this.$refs.box;
      this.filled = box.value.trim() !== "";
      box.style.height = "auto";
      box.style.height = `${box.scrollHeight}px`;
      this.offers = this.completions(box.value.slice(0, box.selectionStart));
      this.active = 0;
    },
    completions(before) {
      if (/^\/\S*$/.test(before)) return this.commands.filter((each) => each.shown.startsWith(before));
      const typed = before.match(/(?:^|\s)@([^\s@]*)$/);
      if (!typed) return [];
      return this.people.filter((each) => each.shown.toLowerCase().startsWith(`@${typed[1].toLowerCase()}`));
    },
    take(offer) {
      const box = this.$refs.box;
      const before = box.value.slice(0, box.selectionStart).replace(/[@/][^\s@]*$/, `${offer.shown} `);
      box.value = before + box.value.slice(box.selectionStart);
      box.setSelectionRange(before.length, before.length);
      this.changed();
    },
    pressed(event) {
      if (event.isComposing) return;
      if (this.offers.length && this.choosing(event)) {
        event.preventDefault();
        event.stopPropagation();
      } else if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        this.send();
      }
    },
    choosing(event) {
      const offer = this.offers[this.active];
      const moves = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in moves) {
        this.active = (this.active + moves[event.key] + this.offers.length) % this.offers.length;
      } else if (event.key === "Escape") {
        this.offers = [];
      } else if (event.key === "Tab") {
        this.take(offer);
      } else if (event.key === "Enter" && !event.shiftKey && !this.$refs.box.value.endsWith(offer.shown)) {
        this.take(offer);
      } else {
        return false;
      }
      return true;
    },
    send() {
      const text = this.$refs.box.value.trim();
      if (!text) return;
      this.write("");
      this.$emit("send", text);
    },
    write(text) {
      this.$refs.box.value = text;
      this.changed();
      this.offers = [];
    },
    focus() {
      this.$refs.box.focus();
    },
  },
};
