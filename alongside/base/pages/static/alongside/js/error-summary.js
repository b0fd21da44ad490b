// Takes the reader to the list of what to put right, and from each line to its field.
const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest("fieldset, .field") || field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}
