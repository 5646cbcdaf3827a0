// Where people write: Enter sends, Shift+Enter makes a new line, / and @ offer completions,
// the arrow up goes back to one's last message.
import uploading from "/assets/uploading.js";

let counter = 0;

export default {
  mixins: [uploading],
  template: `
    <div class="composer" :class="{off: disabled}" @dragover.prevent @drop.prevent="dropped">
      <ul v-show="offers.length" :id="listId" class="completions" role="listbox" aria-label="Completions">
        <li v-for="(offer, index) in offers" :id="listId + '-' + index" role="option" class="completion"
            :aria-selected="index === active" @mousedown.prevent="take(offer)" @mousemove="active = index">
          <b>{{ offer.shown }}</b> <code v-if="offer.hint">{{ offer.hint }}</code>
          <span v-if="offer.description">{{ offer.description }}</span>
        </li>
      </ul>
      <ul v-if="files.length || coming" class="chosen-files" aria-label="Files to send">
        <li v-for="file in files" class="chosen-file">
          <img v-if="isImage(file)" :src="'/files/' + file.id" alt="">
          <span>{{ file.name }}</span>
          <button type="button" :aria-label="'Remove ' + file.name" @click="drop(file)">×</button>
        </li>
        <li v-if="coming" class="chosen-file" role="status">Uploading…</li>
      </ul>
      <p class="composer-trouble" role="alert">{{ trouble }}</p>
      <template v-if="uploads">
        <input ref="picker" type="file" hidden multiple :disabled="disabled" @change="picked">
        <button type="button" class="icon-button" aria-label="Attach files" title="Attach files" :disabled="disabled"
          @click="$refs.picker.click()"><svg class="icon" aria-hidden="true"><use href="/assets/icons.svg#plus"/></svg></button>
      </template>
      <template v-if="shortcuts.length">
        <button type="button" class="icon-button" aria-label="Shortcuts" title="Shortcuts" aria-haspopup="menu" :disabled="disabled"
          :popovertarget="listId + '-shortcuts'"><svg class="icon" aria-hidden="true"><use href="/assets/icons.svg#bolt"/></svg></button>
        <div :id="listId + '-shortcuts'" class="menu" popover="auto" role="menu" aria-label="Shortcuts">
          <button v-for="(each, index) in shortcuts" type="button" role="menuitem" :autofocus="index === 0"
            :popovertarget="listId + '-shortcuts'" popovertargetaction="hide" @click="$emit('shortcut', each.name)">
            <span>{{ each.name }}<small>{{ each.description }}</small></span><small>{{ each.app }}</small></button>
        </div>
      </template>
      <textarea ref="box" rows="1" :placeholder="placeholder" :aria-label="label" :disabled="disabled"
        role="combobox" aria-autocomplete="list" :aria-controls="listId" :aria-expanded="offers.length > 0"
        :aria-activedescendant="offers.length ? listId + '-' + active : null"
        @input="changed" @keydown="pressed" @blur="offers = []" @paste="pasted"></textarea>
      <template v-if="editing">
        <button type="button" class="button" @click="$emit('leave')">Cancel</button>
        <button type="button" class="button primary" :disabled="!filled" @click="send">Save</button>
      </template>
      <button v-else type="button" class="send" aria-label="Send" title="Send" :disabled="disabled || coming > 0 || !(filled || files.length)"
        @click="send"><svg class="icon" aria-hidden="true"><use href="/assets/icons.svg#send"/></svg></button>
    </div>`,
  props: {
    placeholder: String,
    label: String,
    disabled: Boolean,
    commands: { type: Array, default: () => [] },
    people: { type: Array, default: () => [] },
    shortcuts: { type: Array, default: () => [] },
    editing: Boolean,
    text: String,
    draft: String,
  },
  data() {
    return { offers: [], active: 0, filled: false, listId: `completions-${++counter}` };
  },
  mounted() {
    // On a touch screen this would bring up the keyboard.
    if (this.editing || matchMedia("(hover: hover)").matches) this.focus();
    const text = this.text ?? sessionStorage.getItem(this.draft);
    if (text) this.write(text);
  },
  methods: {
    changed() {
      const box = this.$refs.box;
      this.filled = box.value.trim() !== "";
      if (this.draft) sessionStorage.setItem(this.draft, box.value);
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
      } else if (event.key === "ArrowUp" && !this.editing && !this.$refs.box.value) {
        event.preventDefault();
        this.$emit("recall");
      } else if (event.key === "Escape" && this.editing) {
        event.stopPropagation();
        this.$emit("leave");
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
      if (this.coming || !(text || this.files.length)) return;
      const sent = { text, files: this.files };
      if (!this.editing) this.restore({ text: "", files: [] });
      this.$emit("send", sent);
    },
    restore({ text, files }) {
      this.files = files;
      this.write(text);
    },
    pasted(event) {
      if (!this.uploads || !event.clipboardData.files.length) return;
      event.preventDefault();
      this.bring(event.clipboardData.files);
    },
    dropped(event) {
      if (this.uploads && !this.disabled) this.bring(event.dataTransfer.files);
    },
    broughtOrDropped() {
      this.focus();
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
