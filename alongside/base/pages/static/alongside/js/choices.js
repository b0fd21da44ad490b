// Marks the chosen card of a choice; without this the native control alone shows it.
const paint = (input) => {
  const group = input.type === "radio" && input.name ? (input.form || document).querySelectorAll(`input[type=radio][name="${CSS.escape(input.name)}"]`) : [input];
  for (const each of group) each.closest(".choice")?.classList.toggle("on", each.checked);
};
document.addEventListener("change", (event) => {
  if (event.target.matches(".choice input, .scale-point input")) paint(event.target);
});
document.querySelectorAll(".choice input:checked").forEach(paint);
