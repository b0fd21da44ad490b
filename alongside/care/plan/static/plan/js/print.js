// The sheet's own Print button. Without a script there is the browser's menu, and the page says so.
const button = document.querySelector("[data-print]");
if (button) {
  button.hidden = false;
  document.querySelector("[data-print-hint]")?.remove();
  button.addEventListener("click", () => window.print());
}
