// A second press of the same button sends nothing. The button stays focusable: it is marked, not disabled.
const again = 8000; // milliseconds after which a new try is allowed, for a connection that died

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.defaultPrevented) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(() => free(form), again);
});

// Coming back with the browser's Back button shows the page as it was left: free it.
window.addEventListener("pageshow", () => document.querySelectorAll("[data-sending]").forEach(free));

function free(form) {
  delete form.dataset.sending;
  form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
}
