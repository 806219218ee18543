// @ts-check
// On a narrow screen one part of the form is open, so that a control and what it changes fit on it.

const parts = [...document.querySelectorAll("details.part")];
const narrow = matchMedia("(max-width: 63.99em)");

/** Opens the parts that hold a mistake: in a closed one nobody would see it. */
export const openMistakes = () => {
  for (const invalid of document.querySelectorAll("[aria-invalid=true]")) {
    invalid.closest("details")?.setAttribute("open", "");
  }
};

const arrange = () => {
  parts.forEach((part, i) => {
    if (narrow.matches) part.setAttribute("name", "part");
    else part.removeAttribute("name");
    part.toggleAttribute("open", !narrow.matches || i === 0);
  });
  openMistakes();
};

narrow.addEventListener("change", arrange);
arrange();
