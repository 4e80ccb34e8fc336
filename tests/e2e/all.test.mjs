// Every scenario in every browser, mode and language.
//
// Use:
//   npm test
//   PASOKH_E2E="chromium canvas,fa" npm test      only what has all of these words in "browser mode" and language
//   PASOKH_E2E_SCENARIOS="find_an_answer,how_did_it_go" npm test    only these files of scenarios/
//   PASOKH_E2E_STORE=postgres npm test               two server processes on one PostgreSQL database, request by request in turn
//
// One test at a time; scripts/test runs two processes, each with a server of its own.
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
import { only_what_was_built } from "./scenarios/only_what_was_built.mjs";
import { real_documents } from "./scenarios/real_documents.mjs";
import { what_a_shop_can_do } from "./scenarios/what_a_shop_can_do.mjs";
import { what_the_device_keeps } from "./scenarios/what_the_device_keeps.mjs";
import { what_the_shop_asks } from "./scenarios/what_the_shop_asks.mjs";
import { when_is_it_open } from "./scenarios/when_is_it_open.mjs";
import { where_is_my_order } from "./scenarios/where_is_my_order.mjs";
import { whose_order_is_it } from "./scenarios/whose_order_is_it.mjs";
import { write_to_the_shop } from "./scenarios/write_to_the_shop.mjs";

const kLanguages = { fa: "Persian", ar: "Arabic", en: "English" };
const kJobs = [find_an_answer, where_is_my_order, how_did_it_go];
const kShop = [write_to_the_shop, what_the_shop_asks, whose_order_is_it, when_is_it_open];
const kGuest = [a_good_guest, what_a_shop_can_do, nothing_runs, only_what_was_built];
const kOutbox = [what_the_device_keeps, it_arrives_once];
const kDrawn = [...kJobs, everybody_can_use_it, how_it_looks];

// `page` shows the modality; `scenarios` are those of each language. What no language changes runs in Persian; what two browsers share
// is seen in every language in one of them.
const kBrowsers = [
  {
    launch: () => launch_chromium({ webgl: true }),
    modalities: [
      { name: "Chromium canvas", mode: "canvas", page: "index.html", scenarios: { fa: [...kDrawn, ...kShop, ...kGuest, real_documents], ar: kDrawn, en: kDrawn } },
      { name: "Chromium dom by choice", mode: "dom", page: "dom.html", scenarios: { fa: [...kJobs, everybody_can_use_it, ...kOutbox], en: kShop } },
    ],
  },
  { launch: () => launch_chromium({ webgl: false }), modalities: [{ name: "Chromium dom without WebGL", mode: "dom", page: "index.html", scenarios: { fa: [find_an_answer] } }] },
  {
    launch: async () => {
      const display = await start_display();
      const browser = await launch_firefox({ display: display.name });
      return { page: browser.page, close: () => browser.close().finally(() => display.stop()) };
    },
    modalities: [{ name: "Firefox canvas", mode: "canvas", page: "index.html", scenarios: { fa: kJobs } }],
  },
  {
    launch: () => launch_firefox({}),
    modalities: [{ name: "Firefox dom", mode: "dom", page: "index.html", scenarios: { fa: [...kJobs, everybody_can_use_it, ...kGuest, ...kOutbox], ar: [...kJobs, everybody_can_use_it, ...kShop], en: [...kJobs, everybody_can_use_it] } }],
  },
];

const wanted = (process.env.PASOKH_E2E ?? "").split(",").filter(Boolean);
const is_wanted = (...words) => wanted.every((word) => words.some((name) => name.toLowerCase().includes(word.toLowerCase())));

const kNamed = (process.env.PASOKH_E2E_SCENARIOS ?? "").split(",").filter(Boolean);
for (const name of kNamed)
  if (!kBrowsers.some(({ modalities }) => modalities.some(({ scenarios }) => Object.values(scenarios).flat().some((scenario) => scenario.name === name))))
    throw new Error(`PASOKH_E2E_SCENARIOS: there is no scenario "${name}"`);
const tests_of = ({ name, scenarios }, lang) => (is_wanted(name, lang) ? (scenarios[lang] ?? []) : []).filter((scenario) => kNamed.length === 0 || kNamed.includes(scenario.name));

const languages_of = (modality) => Object.keys(kLanguages).filter((lang) => tests_of(modality, lang).length > 0);
const chosen_of = (modalities) => modalities.filter((modality) => languages_of(modality).length > 0);
// Before any hook: with no test to run, node would open the house and wait for ever.
if (!kBrowsers.some(({ modalities }) => chosen_of(modalities).length > 0)) {
  const names = kBrowsers.flatMap(({ modalities }) => modalities.map(({ name }) => name));
  throw new Error(`PASOKH_E2E="${process.env.PASOKH_E2E}" matches no test. It takes words of: ${names.join(", ")}; and of: ${Object.keys(kLanguages).join(", ")}`);
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
      for (const stage of stages) await stage.open(house, browser);
    });
    after(() => browser?.close());
    for (const stage of stages)
      for (const lang of languages_of(stage.modality))
        describe(`${stage.modality.name} in ${kLanguages[lang]}`, () => {
          for (const scenario of tests_of(stage.modality, lang)) scenario(stage, lang);
        });
  });
}
