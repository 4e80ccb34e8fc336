// Every scenario in every browser, mode and language.
//
// Use:
//   npm test
//   PASOKH_E2E="chromium canvas,fa" npm test      only what has all of these words in "browser mode" and language
//
// One process and one test at a time: the machine has two cores, and the browsers share one server.
import { after, before, describe } from "node:test";
import { launch_chromium } from "./driver/chromium.mjs";
import { launch_firefox } from "./driver/firefox.mjs";
import { House, Stage } from "./driver/stage.mjs";
import { start_display } from "./driver/xvfb.mjs";
import { find_an_answer } from "./scenarios/find_an_answer.mjs";
import { how_did_it_go } from "./scenarios/how_did_it_go.mjs";
import { where_is_my_order } from "./scenarios/where_is_my_order.mjs";

const kLanguages = { fa: "Persian", ar: "Arabic", en: "English" };
const kEveryLanguage = Object.keys(kLanguages);
const kJobs = [find_an_answer, where_is_my_order, how_did_it_go];

const kBrowsers = [
  {
    launch: () => launch_chromium({ webgl: true }),
    modalities: [
      { name: "Chromium canvas", mode: "canvas", page: "index.html", scenarios: [...kJobs] },
      { name: "Chromium dom by choice", mode: "dom", page: "dom.html", scenarios: [...kJobs] },
    ],
  },
  { launch: () => launch_chromium({ webgl: false }), modalities: [{ name: "Chromium dom without WebGL", mode: "dom", page: "index.html", scenarios: kJobs }] },
  {
    launch: async () => {
      const display = await start_display();
      const browser = await launch_firefox({ display: display.name });
      return { page: browser.page, close: () => browser.close().finally(() => display.stop()) };
    },
    modalities: [{ name: "Firefox canvas", mode: "canvas", page: "index.html", scenarios: kJobs }],
  },
  { launch: () => launch_firefox({}), modalities: [{ name: "Firefox dom", mode: "dom", page: "index.html", scenarios: [...kJobs] }] },
];

const wanted = (process.env.PASOKH_E2E ?? "").split(",").filter(Boolean);
const is_wanted = (...words) => wanted.every((word) => words.some((name) => name.toLowerCase().includes(word.toLowerCase())));

let house;
before(async () => {
  house = await House.open();
});
after(() => house?.close());

for (const { launch, modalities } of kBrowsers) {
  const chosen = modalities.filter(({ name }) => kEveryLanguage.some((lang) => is_wanted(name, lang)));
  if (chosen.length === 0) continue;
  describe(chosen.map(({ name }) => name).join(", "), () => {
    let browser;
    const stages = chosen.map((modality) => new Stage(modality));
    before(async () => {
      browser = await launch();
      for (const stage of stages) Object.assign(stage, { house, browser });
    });
    after(() => browser?.close());
    for (const stage of stages)
      for (const lang of kEveryLanguage.filter((lang) => is_wanted(stage.modality.name, lang)))
        describe(`${stage.modality.name} in ${kLanguages[lang]}`, () => {
          for (const scenario of stage.modality.scenarios) scenario(stage, lang);
        });
  });
}
