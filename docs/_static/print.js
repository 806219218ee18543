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
