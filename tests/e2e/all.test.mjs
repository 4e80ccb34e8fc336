// Every scenario in every browser, mode and language.
//
// Use:
//   npm test
//   PASOKH_E2E="chromium canvas,fa" npm test      only what has all of these words in "browser mode" and language
//   PASOKH_E2E_SCENARIOS="find_an_answer,how_did_it_go" npm test    only these files of scenarios/
//   PASOKH_E2E_STORE=postgres npm test               two server processes on one PostgreSQL database, request by request in turn
//
// One process and one test at a time: the machine has two cores, and the browsers share one server.
import { after, before, describe } from "node:test";
import { launch_chromium } from "./driver/chromium.mjs";
import { launch_firefox } from "./driver/firefox.mjs";
import { House, Stage } from "./driver/stage.mjs";
import { start_display } from "./driver/xvfb.mjs";
import { a_good_guest } from "./scenarios/a_good_guest.mjs";
import { everybody_can_use_it } from "./scenarios/everybody_can_use_it.mjs";
import { find_an_answer } from "./scenarios/find_an_answer.mjs";
import { how_did_it_go } from "./scenarios/how_did_it_go.mjs";
import { how_it_looks } from "./scenarios/how_it_looks.mjs";
import { it_arrives_once } from "./scenarios/it_arrives_once.mjs";
import { nothing_runs } from "./scenarios/nothing_runs.mjs";
import { real_documents } from "./scenarios/real_documents.mjs";
import { what_a_shop_can_do } from "./scenarios/what_a_shop_can_do.mjs";
import { what_the_device_keeps } from "./scenarios/what_the_device_keeps.mjs";
import { what_the_shop_asks } from "./scenarios/what_the_shop_asks.mjs";
import { when_is_it_open } from "./scenarios/when_is_it_open.mjs";
import { where_is_my_order } from "./scenarios/where_is_my_order.mjs";
import { whose_order_is_it } from "./scenarios/whose_order_is_it.mjs";
import { write_to_the_shop } from "./scenarios/write_to_the_shop.mjs";

const kLanguages = { fa: "Persian", ar: "Arabic", en: "English" };
const kEveryLanguage = Object.keys(kLanguages);
const kJobs = [find_an_answer, where_is_my_order, how_did_it_go];
const kShop = [write_to_the_shop, what_the_shop_asks, whose_order_is_it, when_is_it_open];

const kBrowsers = [
  {
    launch: () => launch_chromium({ webgl: true }),
    modalities: [
      { name: "Chromium canvas", mode: "canvas", page: "index.html", scenarios: [...kJobs, ...kShop, everybody_can_use_it, a_good_guest, what_a_shop_can_do, what_the_device_keeps, nothing_runs, real_documents, how_it_looks] },
      { name: "Chromium dom by choice", mode: "dom", page: "dom.html", scenarios: [...kJobs, everybody_can_use_it], persian: [...kShop, it_arrives_once] },
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
  { launch: () => launch_firefox({}), modalities: [{ name: "Firefox dom", mode: "dom", page: "index.html", scenarios: [...kJobs, everybody_can_use_it, a_good_guest, what_a_shop_can_do, what_the_device_keeps, it_arrives_once, nothing_runs] }] },
];

// In one language: what no language changes. `persian` of a modality: what others have seen in every language.
const kOneLanguage = new Set([a_good_guest, what_a_shop_can_do, what_the_device_keeps, it_arrives_once, nothing_runs, real_documents]);

const wanted = (process.env.PASOKH_E2E ?? "").split(",").filter(Boolean);
const is_wanted = (...words) => wanted.every((word) => words.some((name) => name.toLowerCase().includes(word.toLowerCase())));

const all_of = ({ scenarios, persian = [] }) => [...scenarios, ...persian];
const kNamed = (process.env.PASOKH_E2E_SCENARIOS ?? "").split(",").filter(Boolean);
for (const name of kNamed)
  if (!kBrowsers.some(({ modalities }) => modalities.some((modality) => all_of(modality).some((scenario) => scenario.name === name)))) throw new Error(`PASOKH_E2E_SCENARIOS: there is no scenario "${name}"`);
const languages_of = ({ persian = [] }, scenario) => (kOneLanguage.has(scenario) || persian.includes(scenario) ? ["fa"] : kEveryLanguage);
const tests_of = (modality, lang) => all_of(modality).filter((scenario) => (kNamed.length === 0 || kNamed.includes(scenario.name)) && languages_of(modality, scenario).includes(lang));

const chosen_of = (modalities) => modalities.filter((modality) => kEveryLanguage.some((lang) => is_wanted(modality.name, lang) && tests_of(modality, lang).length > 0));
// Before any hook: with no test to run, node would open the house and wait for ever.
if (!kBrowsers.some(({ modalities }) => chosen_of(modalities).length > 0)) {
  const names = kBrowsers.flatMap(({ modalities }) => modalities.map(({ name }) => name));
  throw new Error(`PASOKH_E2E="${process.env.PASOKH_E2E}" matches no test. It takes words of: ${names.join(", ")}; and of: ${kEveryLanguage.join(", ")}`);
}

let house;
before(async () => {
  house = await House.open();
});
after(() => house?.close());

for (const { launch, modalities } of kBrowsers) {
  const chosen = chosen_of(modalities);
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
          for (const scenario of tests_of(stage.modality, lang)) scenario(stage, lang);
        });
  });
}
