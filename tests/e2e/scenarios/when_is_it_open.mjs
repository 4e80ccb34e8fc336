// The contact view on a holiday.
import { check_with_axe, load_axe } from "../driver/axe.mjs";
import { keep } from "../driver/picture.mjs";

const kNames = { fa: "نوروز", ar: "عيد النوروز", en: "Nowruz" };

/** Closed today, open on every other day. */
function on_holiday() {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Tehran" }).format(new Date());
  const hours = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, open_minute: 540, close_minute: 1080 }));
  return { changes: { shop: { hours, holidays: [{ from: today, name: kNames, hours: [] }] } } };
}

export function when_is_it_open(stage, lang) {
  stage.test(lang, "On a holiday the contact view names it and says when the shop is back.", async (page, words) => {
    const { wire } = await stage.house.shop("closed", on_holiday);
    await page.goto(stage.url(lang, { wire }));
    await load_axe(page);
    await page.open_panel(words);
    await page.tab(words.tab_contact);
    await page.says(words.hours_closed_holiday.replace("{name}", kNames[lang]));
    await page.says(words.hours_back_at.split("{day}")[0].trim() + " " + words.tomorrow);
    await page.still();
    await check_with_axe(page, "the contact view");
    await keep(page, `${lang}-light-360-holiday-${stage.modality.mode}`);
  }, { width: 360, height: 740 });
}
