// Files that are chosen go to the server at once, and are known by their ids from then on.
const IMAGE = /\.(png|jpe?g|gif|webp)$/i;

export default {
  props: { uploads: String },
  data() {
    return { files: [], coming: 0, trouble: "" };
  },
  methods: {
    async bring(chosen) {
      this.trouble = "";
      for (const file of [...chosen]) {
        this.coming++;
        try {
          const address = `${this.uploads}?name=${encodeURIComponent(file.name)}`;
          const answer = await fetch(address, { method: "POST", body: file });
          if (!answer.ok) throw new Error(answer.statusText);
          const kept = await answer.json();
          // Only now: somebody may have removed another file in the meantime.
          this.files.push(kept);
        } catch {
          this.trouble = `${file.name} could not be uploaded.`;
        }
        this.coming--;
      }
      this.broughtOrDropped();
    },
    picked(event) {
      this.bring(event.target.files).then(() => (event.target.value = ""));
    },
    drop(file) {
      this.files = this.files.filter((each) => each.id !== file.id);
      this.broughtOrDropped();
    },
    isImage(file) {
      return IMAGE.test(file.name);
    },
  },
};
