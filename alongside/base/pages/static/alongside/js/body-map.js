// Pressing a region of the drawing ticks its box in the list. The list is the control; the drawing follows it.
for (const map of document.querySelectorAll("[data-body-map]")) {
  const boxes = new Map([...map.querySelectorAll("input[type=checkbox]")].map((box) => [box.value, box]));
  const shapes = [...map.querySelectorAll("[data-region]")];
  const show = () => {
    for (const shape of shapes) shape.classList.toggle("on", Boolean(boxes.get(shape.dataset.region)?.checked));
  };
  map.addEventListener("click", (event) => {
    const box = boxes.get(event.target.closest("[data-region]")?.dataset.region);
    if (!box) return;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
  map.addEventListener("change", show);
  show();
}
