// An input of a form that takes files.
import uploading from "/assets/uploading.js";

export default {
  mixins: [uploading],
  template: `
    <div class="file-input">
      <ul v-if="files.length" class="chosen-files" aria-label="Chosen files">
        <li v-for="file in files" class="chosen-file">
          <img v-if="isImage(file)" :src="'/files/' + file.id" alt="">
          <span>{{ file.name }}</span>
          <button type="button" :aria-label="'Remove ' + file.name" @click="drop(file)">×</button>
        </li>
      </ul>
      <input ref="picker" type="file" hidden :multiple="most > 1" :accept="accept" @change="picked">
      <button ref="opener" type="button" class="button" :id="name" :aria-describedby="describedby"
        :aria-labelledby="labelledby + ' ' + name" @click="$refs.picker.click()">
        {{ most > 1 ? "Choose files" : "Choose a file" }}</button>
      <p class="field-error" role="alert">{{ trouble }}</p>
    </div>`,
  props: { name: String, labelledby: String, describedby: String, accept: String, most: Number, chosen: Array },
  created() {
    this.files = [...this.chosen];
  },
  methods: {
    broughtOrDropped() {
      this.$emit("choose", this.files.map((each) => each.id));
    },
  },
};
