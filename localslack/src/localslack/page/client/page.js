// The little that the page does in the browser without asking the server.

// The styles are for what is inside of this, and for nothing that NiceGUI brings along.
document.documentElement.classList.add("slack");

// Light and dark: the system's choice until somebody makes another one.
const theme = localStorage.getItem("theme");
if (theme) document.documentElement.dataset.theme = theme;

function switchTheme() {
  const root = document.documentElement;
  const dark = getComputedStyle(root).colorScheme === "dark" ||
    (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
}

// Open a panel beside the button that asked for it.
function showBeside(panelId, buttonId, focusId) {
  const panel = document.getElementById(panelId);
  panel.hidePopover();
  panel.showPopover({ source: document.getElementById(buttonId) });
  const first = document.getElementById(focusId) ?? panel.querySelector("button, input");
  first?.focus();
}

// Mark the fields of a form that are wrong, and go to the first of them.
function markWrong(fields) {
  let first = null;
  for (const [id, wrong] of Object.entries(fields)) {
    const field = document.getElementById(id);
    field?.setAttribute("aria-invalid", wrong);
    if (wrong) first ??= field;
  }
  (first?.matches("input, textarea") ? first : first?.querySelector("input, button"))?.focus();
}

function showMessage(ts) {
  const found = [...document.querySelectorAll(`[data-ts="${ts}"]`)];
  for (const message of found) {
    message.scrollIntoView({ block: "center" });
    message.classList.add("pointed-at");
    setTimeout(() => message.classList.remove("pointed-at"), 2000);
  }
}

// Arrow keys move within menus.
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("[role=menu]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!menu || !step) return;
  const items = [...menu.querySelectorAll("button")];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  event.preventDefault();
});

// What had the focus and was drawn anew gets it back.
let focused = null;
document.addEventListener("focusin", (event) => {
  const button = event.target.closest("[data-focus-key]");
  const message = event.target.closest("[data-ts]");
  focused = button && { key: button.dataset.focusKey, ts: message?.dataset.ts, button };
});
new MutationObserver(() => {
  if (!focused || focused.button.isConnected || document.activeElement !== document.body) return;
  const place = focused.ts ? document.querySelector(`[data-ts="${focused.ts}"]`) : document;
  const again = place?.querySelector(`[data-focus-key="${CSS.escape(focused.key)}"]`);
  focused = null;
  again?.focus({ preventScroll: true });
}).observe(document, { childList: true, subtree: true });

// The first touch of a message only shows what can be done with it; the next one does it.
let touched = null;
let isFirstTouch = false;
document.addEventListener("pointerdown", (event) => {
  isFirstTouch = event.pointerType === "touch" && event.target.closest(".message") !== touched;
}, true);
document.addEventListener("click", (event) => {
  if (isFirstTouch && event.target.closest(".toolbar")) event.stopPropagation();
  touched = event.target.closest(".message");
  isFirstTouch = false;
}, true);
document.addEventListener("pointercancel", () => (isFirstTouch = false), true);
