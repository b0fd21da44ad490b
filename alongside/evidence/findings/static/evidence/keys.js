// Keys for whoever decides hundreds of times. A button with data-key is pressed, a choice with data-key is changed.
// Never while somebody writes, never together with Ctrl, Alt or Meta, and not at all once the box data-keys-on is
// unticked: whoever speaks to their computer must be able to turn single keys off. Kept for this window only.
const toggle = document.querySelector("[data-keys-on]");
if (toggle) {
  toggle.closest("[hidden]")?.removeAttribute("hidden");
  toggle.checked = sessionStorage.getItem("keys") !== "off";
  toggle.addEventListener("change", () => sessionStorage.setItem("keys", toggle.checked ? "on" : "off"));
}
const off = () => sessionStorage.getItem("keys") === "off";
const writes = (element) => element.matches("textarea, select, [contenteditable]")
  || (element.matches("input") && !["checkbox", "radio", "button", "submit"].includes(element.type));

addEventListener("keydown", (event) => {
  if (off() || event.ctrlKey || event.altKey || event.metaKey || event.repeat || writes(event.target)) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
});
