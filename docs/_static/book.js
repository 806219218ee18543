// Paper is white: what is printed from a dark page is printed as from a light one.
const { dataset } = document.documentElement;
let theme = dataset.theme;
addEventListener("beforeprint", () => {
  theme = dataset.theme;
  dataset.theme = "light";
});
addEventListener("afterprint", () => {
  dataset.theme = theme;
});

// A formula wider than the page can be reached, and scrolled, with the keyboard.
const reachFormulae = () => {
  for (const formula of document.querySelectorAll(".formula"))
    formula.tabIndex = formula.scrollWidth > formula.clientWidth ? 0 : -1;
};
addEventListener("load", reachFormulae);
addEventListener("resize", reachFormulae);
