// The demo store's own script: language, theme, product filter, cart. It keeps nothing on the device.
"use strict";
(() => {
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  const languages = { fa: "rtl", ar: "rtl", en: "ltr" };
  const lang = query.get("lang") in languages ? query.get("lang") : "fa";
  const locales = { fa: "fa-IR", ar: "ar-EG", en: "en-US" };
  const each = (selector, use) => document.querySelectorAll(selector).forEach(use);
  const number = (value) => new Intl.NumberFormat(locales[lang]).format(value);

  // The stub of the widget's documentation: calls wait until pasokh.js has come.
  window.Pasokh = window.Pasokh || function () { (window.Pasokh.q = window.Pasokh.q || []).push(arguments); };
  const pasokh = (...call) => window.Pasokh(...call);

  let words = {};
  function say(key) { document.getElementById("said").textContent = words[key] || ""; }

  async function translate() {
    const answer = await fetch("/demo/strings.json");
    words = (await answer.json())[lang];
    if (lang === "fa") return;
    each("[data-t]", (element) => { element.textContent = words[element.dataset.t]; });
    each("[data-label]", (element) => element.setAttribute("aria-label", words[element.dataset.label]));
    each("[data-placeholder]", (element) => { element.placeholder = words[element.dataset.placeholder]; });
    each("[data-product]", (element) => { element.textContent = words.products[element.dataset.product][0]; });
    each("[data-detail]", (element) => { element.textContent = words.products[element.dataset.detail][1]; });
    each("[data-price]", (element) => { element.textContent = number(element.dataset.price); });
    each("[data-number]", (element) => { element.textContent = "votes" in element.dataset ? `(${number(element.dataset.number)})` : number(element.dataset.number); });
    each("[data-percent]", (element) => { element.textContent = new Intl.NumberFormat(locales[lang], { style: "percent" }).format(element.dataset.percent / 100); });
  }

  function set_theme(theme) {
    root.dataset.theme = theme;
    pasokh("set", { theme });
  }

  root.lang = lang;
  root.dir = languages[lang];
  if (lang !== "fa") pasokh("set", { lang });
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  set_theme(["light", "dark"].includes(query.get("theme")) ? query.get("theme") : system);
  document.getElementById("theme").addEventListener("click", () => set_theme(root.dataset.theme === "dark" ? "light" : "dark"));

  each(".tools a", (link) => {
    if (link.hreflang === lang) link.setAttribute("aria-current", "true");
  });

  let category = "all";
  const field = document.querySelector(".find input");
  function filter() {
    const wanted = field.value.trim().toLocaleLowerCase();
    let left = 0;
    each(".card", (card) => {
      const fits = (category === "all" || card.dataset.category === category) && card.textContent.toLocaleLowerCase().includes(wanted);
      card.hidden = !fits;
      if (fits) left++;
    });
    document.getElementById("none").hidden = left > 0;
  }
  function choose(name) {
    category = name;
    each("[data-filter]", (button) => button.setAttribute("aria-pressed", String(button.dataset.filter === name)));
    filter();
  }
  each("[data-filter]", (button) => button.addEventListener("click", () => choose(button.dataset.filter)));
  each("[data-go]", (link) => link.addEventListener("click", () => choose(link.dataset.go)));
  field.addEventListener("input", filter);
  field.form.addEventListener("submit", (event) => event.preventDefault());

  let in_cart = 0;
  each("[data-add]", (button) => button.addEventListener("click", () => {
    const count = document.getElementById("count");
    count.textContent = number(++in_cart);
    count.hidden = false;
    say("added");
  }));
  each("[data-pasokh]", (button) => button.addEventListener("click", () => pasokh(button.dataset.pasokh, button.dataset.argument || "")));

  translate();
})();
