"use strict";
// The page is whole without this: here the table of measures is filtered, sorted and unfolded.
{
  const table = document.getElementById("measures");
  const form = document.getElementById("filter");
  const language = document.documentElement.lang;

  if (table && form) {
    const bodies = [...table.tBodies];
    const status = form.querySelector("[role=status]");
    const unfold = form.querySelector("[data-role=unfold]");
    const fold = (text) => text.normalize("NFKC").toLocaleLowerCase(language);
    const words = new Map(bodies.map((body) => [body, fold(body.textContent)]));

    const fits = (body) => {
      const { area, phase, light, text } = Object.fromEntries(new FormData(form));
      const [aspect, code] = light.split(" ");
      return (area === "" || body.dataset.area === area)
        && (phase === "" || body.dataset.phase === phase)
        && (light === "" || body.dataset[aspect] === code)
        && fold(text).split(/\s+/).every((word) => words.get(body).includes(word));
    };
    const filter = () => {
      let shown = 0;
      for (const body of bodies) {
        body.hidden = !fits(body);
        shown += body.hidden ? 0 : 1;
      }
      status.textContent = status.dataset.told
        .replace("{shown}", shown.toLocaleString(language))
        .replace("{all}", bodies.length.toLocaleString(language));
    };
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(filter));

    unfold.addEventListener("click", () => {
      const isOpen = unfold.dataset.open !== "yes";
      for (const body of bodies) body.querySelector("details").open = isOpen && !body.hidden;
      unfold.dataset.open = isOpen ? "yes" : "no";
      [unfold.textContent, unfold.dataset.other] = [unfold.dataset.other, unfold.textContent];
    });

    const collator = new Intl.Collator(language, { numeric: true });
    const heads = [...table.tHead.rows[0].cells];
    const key = (body, column) => body.rows[0].cells[column].dataset.sort;
    const compare = (one, other) => {
      if (one === "" || other === "") return (one === "") - (other === "");
      const numbers = [Number(one), Number(other)];
      return numbers.some(Number.isNaN) ? collator.compare(one, other) : numbers[0] - numbers[1];
    };
    const sort = (column) => {
      const before = heads[column].getAttribute("aria-sort");
      const now = before === "ascending" ? "descending" : before === "descending" ? null : "ascending";
      heads.forEach((head) => head.removeAttribute("aria-sort"));
      if (now) heads[column].setAttribute("aria-sort", now);
      const sign = now === "descending" ? -1 : 1;
      const order = now ? [...bodies].sort((one, other) => {
        const [a, b] = [key(one, column), key(other, column)];
        return (a === "" || b === "") ? compare(a, b) : sign * compare(a, b);
      }) : bodies;
      table.append(...order);
    };
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(column));
      head.append(button);
    });
    form.hidden = false;
    filter();
  }

  // The contents say where the reader is.
  const links = new Map([...document.querySelectorAll("#contents a")]
    .map((link) => [link.hash.slice(1), link]));
  const places = [...links.keys()].map((name) => document.getElementById(name)).filter(Boolean);
  const nav = document.getElementById("contents");
  const here = () => {
    const passed = places.filter((place) => place.getBoundingClientRect().top < innerHeight / 3);
    for (const link of links.values()) link.removeAttribute("aria-current");
    if (!passed.length) return;
    const link = links.get(passed.at(-1).id);
    link.setAttribute("aria-current", "true");
    if (nav.scrollHeight > nav.clientHeight) nav.scrollTop = link.offsetTop - nav.clientHeight / 2;
  };
  let isWaiting = false;
  addEventListener("scroll", () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => { isWaiting = false; here(); });
  }, { passive: true });
  here();
}
