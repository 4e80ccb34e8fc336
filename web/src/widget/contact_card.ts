// What stands in the panel when the core cannot run: the shop's channels and its help page, in plain DOM.
import type { ShopConfig } from "../ports/config.ts";

interface Words {
  title: string;
  hint: string;
  help: string;
  close: string;
  kinds: Record<string, string>;
}

const kWords: Record<string, Words> = {
  fa: {
    title: "راهنما و پشتیبانی", hint: "راهنمای هوشمند در این مرورگر باز نشد. از یکی از این راه‌ها با ما در تماس باشید.", help: "صفحهٔ راهنما", close: "بستن",
    kinds: { phone: "تلفن", whatsapp: "واتس‌اپ", telegram: "تلگرام", instagram: "اینستاگرام", bale: "بله", eitaa: "ایتا", email: "ایمیل", form: "فرم تماس" },
  },
  ar: {
    title: "المساعدة والدعم", hint: "تعذّر تشغيل المساعد في هذا المتصفح. يمكنك التواصل معنا بإحدى هذه الطرق.", help: "صفحة المساعدة", close: "إغلاق",
    kinds: { phone: "الهاتف", whatsapp: "واتساب", telegram: "تيليجرام", instagram: "إنستغرام", bale: "بله", eitaa: "إيتا", email: "البريد الإلكتروني", form: "نموذج التواصل" },
  },
  en: {
    title: "Help and support", hint: "The help assistant could not start in this browser. You can reach us in any of these ways.", help: "Help page", close: "Close",
    kinds: { phone: "Phone", whatsapp: "WhatsApp", telegram: "Telegram", instagram: "Instagram", bale: "Bale", eitaa: "Eitaa", email: "E-mail", form: "Contact form" },
  },
};

function link(href: string, label: string, value: string): HTMLElement {
  const anchor = document.createElement("a");
  anchor.href = href;
  if (/^https?:/i.test(href)) {
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer";
  }
  const name = document.createElement("span");
  name.textContent = label;
  anchor.append(name);
  if (value !== "") {
    const shown = document.createElement("bdi");
    shown.textContent = value;
    anchor.append(shown);
  }
  return anchor;
}

export function contact_title(lang: string): string {
  return (kWords[lang] ?? kWords["fa"]!).title;
}

/** `config` is undefined when even that could not be had. */
export function create_contact_card(lang: string, config: ShopConfig | undefined, on_close: () => void): HTMLElement {
  const words = kWords[lang] ?? kWords["fa"]!;
  const card = document.createElement("div");
  card.className = "card";
  card.lang = lang;
  card.dir = lang === "en" ? "ltr" : "rtl";
  const title = document.createElement("h2");
  title.textContent = words.title;
  const hint = document.createElement("p");
  hint.textContent = words.hint;
  const list = document.createElement("ul");
  for (const channel of config?.channels ?? []) {
    const item = document.createElement("li");
    item.append(link(channel.url, channel.label[lang] || words.kinds[channel.kind] || channel.kind, channel.value));
    list.append(item);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.setAttribute("aria-label", words.close);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M6 6L18 18M18 6L6 18");
  svg.append(path);
  close.append(svg);
  close.addEventListener("click", on_close);
  card.append(title, hint);
  if (list.childElementCount > 0) card.append(list);
  if (config?.help_url) card.append(link(config.help_url, words.help, ""));
  card.append(close);
  return card;
}
