// A native modal dialog: the browser keeps the focus inside and gives it back at the end.
export default {
  template: `<dialog @cancel.prevent="$emit('leave')"><slot></slot></dialog>`,
  mounted() {
    this.$el.showModal();
  },
  beforeUnmount() {
    this.$el.close();
  },
};
