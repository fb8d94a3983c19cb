// The reading room as a reader meets it: every page, search, words and values, corrections, keyboard, hostile text.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { accessibility, browser, database, memcon, serve, tab } from "./room.mjs";

const WEIGHT = 200_000;
const screens = process.env.MEMCON_SCREENS;

let db, server, chromium, pages;

before(async () => {
  db = database();
  server = await serve(db.path);
  chromium = await browser();
  const { incidents } = await json("/incidents.json");
  const talks = incidents.find((one) => new Set(one.reports.map((report) => report.article)).size > 1);
  assert.ok(talks, "some incident is reported by several articles");
  pages = {
    home: "/",
    article: "/article/oslo-talks",
    actor: "/actor/Kjetil%20Lund",
    pair: "/pair/Norway/Portugal",
    states: "/states/NOR/PRT",
    incidents: "/incidents",
    incident: `/incident/${talks.id}`,
    map: "/map",
    network: "/network",
    "network-states": "/network?between=states",
    search: "/search?q=cod",
    correct: "/correct/oslo-talks?value=e1",
    "add-statement": "/correct/oslo-talks?value=new-statement",
    corrections: "/corrections",
    hostile: "/article/hostile",
    missing: "/article/nothing-here",
  };
});

after(async () => {
  await chromium?.close();
  server?.close();
  db?.remove();
});

const get = (path, init) => fetch(server.address + path.slice(1), { redirect: "manual", ...init });
const json = async (path) => {
  const answer = await get(path);
  assert.equal(answer.status, 200, path);
  assert.match(answer.headers.get("content-type"), /^application\/json/);
  return answer.json();
};

describe("every page", () => {
  const names = ["home", "article", "actor", "pair", "states", "incidents", "incident", "map", "network", "network-states", "search",
    "correct", "add-statement", "corrections", "hostile", "missing"];
  for (const name of names) {
    test(`${name}: no error, nothing from elsewhere, accessible, light in weight, no sideways scrolling at 360 pixels`, async () => {
      for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [360, "light"]]) {
        const { page, wrong, context, open } = await tab(chromium, server.address, { viewport: { width, height: 900 }, colorScheme: scheme });
        const answer = await open(pages[name]);
        assert.equal(answer.status(), name === "missing" ? 404 : 200);
        assert.ok((await answer.body()).length < WEIGHT, `${(await answer.body()).length} bytes`);
        assert.deepEqual(await accessibility(page), [], `${width} ${scheme}`);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(sideways <= 0, `${sideways} pixels too wide at ${width}`);
        assert.deepEqual(name === "missing" ? wrong.filter((what) => !what.includes("404")) : wrong, []);
        if (screens) await screenshot(page, name, width, scheme);
        await context.close();
      }
    });
  }

  test("each also answers as data", async () => {
    assert.equal((await json("/index.json")).articles, 16);
    assert.equal((await json("/article/oslo-talks.json")).record.article.id, "oslo-talks");
    assert.equal((await json("/actor/Kjetil%20Lund.json")).country, "NOR");
    assert.ok((await json("/pair/Norway/Portugal.json")).incidents.length > 0);
    assert.ok((await json("/states/NOR/PRT.json")).timeline.length > 1);
    assert.ok((await json(`${pages.incident}.json`)).reports.length > 1);
    assert.ok((await json("/map.json")).spots.some((spot) => spot.place === "Oslo"));
    assert.ok((await json("/network.json")).dealings.length > 1);
    assert.ok((await json("/search.json?q=cod")).hits.length > 1);
    assert.deepEqual((await json("/corrections.json")).corrections, []);
    const missing = await get("/article/nothing-here.json");
    assert.equal(missing.status, 404);
    assert.match((await missing.json()).error, /nothing-here/);
  });

  test("plots can be saved, and their rows", async () => {
    for (const path of ["/index", "/actor/Kjetil%20Lund", "/pair/Norway/Portugal", "/map", "/network"]) {
      const svg = await get(`${path}.svg`);
      assert.match(svg.headers.get("content-type"), /^image\/svg\+xml/, path);
      assert.match(await svg.text(), /<svg[^>]* xmlns=/, path);
      const csv = await (await get(`${path}.csv`)).text();
      assert.ok(csv.trim().split("\n").length > 1, `${path}.csv: ${csv}`);
    }
  });

  test("a filter that makes no sense is refused in one line", async () => {
    for (const query of ["type=MEET", "status=perhaps", "since=yesterday"]) {
      assert.equal((await get(`/incidents?${query}`)).status, 400, query);
    }
    const none = await json("/incidents.json?type=ASSAULT&place=Oslo");
    assert.deepEqual(none.incidents, []);
  });
});

// Pictures for docs/screens, when MEMCON_SCREENS names a folder.
const pictured = { home: "home", article: "article", actor: "actor", states: "pair", incident: "incident", map: "map", network: "network",
  search: "search", correct: "correct" };

async function screenshot(page, name, width, scheme) {
  const plain = width === 1280 && scheme === "light";
  if (!pictured[name] || !(plain || name === "article")) return;
  const suffix = width === 360 ? "-phone" : scheme === "dark" ? "-dark" : "";
  if (width !== 360) await page.setViewportSize({ width: 1120, height: 780 });
  if (name === "article") await page.locator("a.w.trigger").first().click();
  mkdirSync(screens, { recursive: true });
  await page.screenshot({ path: join(screens, `${pictured[name]}${suffix}.png`) });
}

describe("search", () => {
  test("finds articles, statements, actors and incidents, and leads there", async () => {
    const { page, wrong, open } = await tab(chromium, server.address);
    await open("/");
    await page.getByRole("searchbox").fill("salmon");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\?q=salmon/);
    await page.getByRole("link", { name: "Portugal lifts ban on Norwegian salmon" }).first().click();
    await page.waitForURL(/\/(article|incident)\//);
    await open("/search?q=Lund");
    await page.getByRole("link", { name: "Kjetil Lund", exact: true }).first().click();
    await page.waitForURL(/\/actor\/Kjetil%20Lund/);
    assert.match(await page.locator("h1").innerText(), /Kjetil Lund/);
    await open("/search?q=%22%5D%22%20OR%20(");
    assert.equal(await page.locator("main h1").count(), 1);
    assert.deepEqual(wrong, []);
  });
});

describe("words and values", () => {
  test("clicking words lights the value, clicking the value lights its words", async () => {
    const { page, wrong, open } = await tab(chromium, server.address);
    await open("/article/oslo-talks");
    const met = page.locator(".paper a.w", { hasText: /^met$/ });
    const id = (await met.getAttribute("data-values")).split(" ")[0];
    assert.match(id, /^e\d+$/);
    await met.click();
    assert.ok(await page.locator(`#v-${id}`).evaluate((value) => value.classList.contains("lit")));
    const record = (await json("/article/oslo-talks.json")).record;
    const text = [...record.article.text];
    const event = record.events.find((event) => event.id === id);
    await page.locator(`#v-${id} .handle a`).click();
    const lit = (await page.locator(".paper .lit").allInnerTexts()).join(" ").replace(/\s+/g, " ");
    for (const { start, end } of event.evidence) {
      const words = text.slice(start, end).join("").replace(/\s+/g, " ");
      assert.ok(lit.includes(words.split(" ")[0]), `${words} is not lit: ${lit}`);
    }
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".lit").count(), 0);
    assert.deepEqual(wrong, []);
  });

  test("hover and focus say what the words stand for, and why", async () => {
    const { page, open } = await tab(chromium, server.address);
    await open("/article/oslo-talks");
    const lund = page.locator(".paper a.w.actor", { hasText: "Kjetil Lund" }).first();
    await lund.hover();
    const note = page.locator("#note");
    await note.waitFor({ state: "visible" });
    const actor = (await json("/article/oslo-talks.json")).record.actors.find((actor) => actor.name === "Kjetil Lund");
    assert.ok((await note.innerText()).includes(actor.reason), await note.innerText());
    assert.ok((await note.innerText()).includes("Norway"));
    await page.mouse.move(2, 2);
    await page.locator(".paper a.w.place", { hasText: "Bergen" }).first().focus();
    await note.waitFor({ state: "visible" });
    assert.match(await note.innerText(), /Bergen[\s\S]*Norway/);
  });

  test("the text on the page is the article's, character for character", async () => {
    const { page, open } = await tab(chromium, server.address);
    for (const id of ["oslo-talks", "shelling", "trawler-seized"]) {
      await open(`/article/${id}`);
      const shown = await page.evaluate(() =>
        [document.querySelector(".paper h1"), ...document.querySelectorAll(".paper .words p")].map((part) => part.textContent).join("\n\n"));
      assert.equal(shown, (await json(`/article/${id}.json`)).record.article.text);
    }
  });

  test("without a script the links lead from words to values and back", async () => {
    const { page, open } = await tab(chromium, server.address, { javaScriptEnabled: false });
    await open("/article/oslo-talks");
    await page.locator(".paper a.w", { hasText: /^met$/ }).click();
    const id = new URL(page.url()).hash.slice(1);
    assert.match(id, /^v-e\d+$/);
    await page.locator(`#${id} .handle a`).click();
    assert.equal(new URL(page.url()).hash, id.replace("v-", "#w-"));
    assert.equal(await page.locator(id.replace("v-", "#w-")).count(), 1);
  });
});

describe("keyboard alone", () => {
  test("from the first page to an article, a value, and back to its words", async () => {
    const { page, wrong, open } = await tab(chromium, server.address);
    await open("/");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    await tabTo(page, (here) => here.href?.endsWith("/article/oslo-talks"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/article\/oslo-talks/);
    await tabTo(page, (here) => here.className?.includes("w trigger"));
    const [value] = await page.evaluate(() => document.activeElement.dataset.values.split(" "));
    assert.ok(await page.locator("#note").isVisible(), "focus tells what the words stand for");
    await page.keyboard.press("Enter");
    assert.ok(await page.locator(`#v-${value}`).evaluate((node) => node.classList.contains("lit")));
    await page.keyboard.press("Escape");
    assert.ok(await page.locator("#note").isHidden());
    await tabTo(page, (here) => here.dataset?.value !== undefined);
    await page.keyboard.press("Enter");
    assert.ok((await page.locator(".paper .lit").count()) > 0);
    const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(ring, "none", "the focus can be seen");
    assert.deepEqual(wrong, []);
  });
});

// Presses Tab until the focused element is the wanted one.
async function tabTo(page, wanted) {
  for (let press = 0; press < 400; press++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(`(${wanted})(document.activeElement)`)) return;
  }
  assert.fail("never reached by Tab");
}

describe("corrections", () => {
  test("a fixed event stands beside the machine's, everywhere, and goes out as training data", async () => {
    const { page, wrong, open } = await tab(chromium, server.address);
    const before = (await json("/article/oslo-talks.json")).record;
    await open("/article/oslo-talks");
    const id = (await page.locator(".paper a.w", { hasText: /^met$/ }).getAttribute("data-values")).split(" ")[0];
    await page.locator(`#v-${id}`).getByRole("link", { name: /^Correct/ }).click();
    await page.waitForURL(/correct/);
    await page.getByLabel("It is otherwise, as below").check();
    await page.getByLabel("Status").selectOption("possible");
    await page.getByLabel("Mode").selectOption("third-party");
    await page.getByLabel("Your name").fill("Ada <b>Reader</b>");
    await page.getByLabel("Why").fill("a \"test\" & more");
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.waitForURL(/article\/oslo-talks#v-/);
    const value = page.locator(`#v-${id}`);
    assert.match(await value.innerText(), /possible[\s\S]*Corrected by Ada <b>Reader<\/b>, [\s\S]*a "test" & more/);
    assert.ok(await value.evaluate((node) => node.classList.contains("struck")));

    const after = await json("/article/oslo-talks.json");
    assert.deepEqual(after.record, before, "the machine's record is as it was");
    assert.equal(after.corrections[0].value.event.status, "possible");
    await open("/corrections");
    assert.match(await page.locator("main").innerText(), /Ada <b>Reader<\/b>/);
    await open("/incidents?type=CONSULT");
    assert.ok((await page.getByText("corrected by a reader").count()) > 0);
    const incidents = await json("/incidents.json?type=CONSULT");
    const incident = incidents.incidents.find((one) => one.reports.some((report) => report.article === "oslo-talks" && report.event === id));
    await open(`/incident/${incident.id}`);
    assert.match(await page.locator("main").innerText(), /Corrected by Ada/);

    const lines = (await (await get("/corrections.jsonl")).text()).trim().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(memcon("corrections", db.path).trim().split("\n").map((line) => JSON.parse(line)), lines);
    const event = lines[0].events.find((event) => event.status === "possible");
    const words = (span) => [...lines[0].text].slice(...span).join("");
    assert.deepEqual([event.type, event.mode, words(event.trigger)], ["CONSULT", "third-party", "met"]);
    assert.ok(event.sources.map(words).some((name) => name.endsWith("Kjetil Lund")));

    // Taken back, the machine's value stands again, and the history keeps both.
    await open(`/correct/oslo-talks?value=${id}`);
    assert.equal(await page.getByLabel("Your name").inputValue(), "Ada <b>Reader</b>");
    await page.getByLabel("Take the last correction back").check();
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.waitForURL(/article\/oslo-talks#v-/);
    assert.ok(!(await value.evaluate((node) => node.classList.contains("struck"))));
    assert.equal(await page.locator(".history li").count(), 2);
    assert.deepEqual(wrong, []);
  });

  test("an event is added by selecting its words, by somebody whom the machine missed", async () => {
    const { page, open } = await tab(chromium, server.address);
    await open("/article/protest-tromso");
    await page.getByRole("link", { name: "Add an event" }).click();
    await page.getByLabel("The words that tell it").focus();
    await page.evaluate(() => {
      const walker = document.createTreeWalker(document.querySelector(".paper .words"), NodeFilter.SHOW_TEXT);
      for (let node; (node = walker.nextNode());) {
        const at = node.data.indexOf("given in");
        if (at < 0) continue;
        getSelection().setBaseAndExtent(node, at, node, at + "given in".length);
        return;
      }
    });
    await page.waitForFunction(() => document.getElementById("trigger").value === "given in");
    await page.getByLabel("Type").selectOption("CONCEDE");
    await page.getByLabel("Others, in the words of the article, one a line").first().fill("the government");
    await page.getByLabel("Your name").fill("Bo");
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.waitForURL(/article\/protest-tromso/);
    assert.match(await page.locator(".added").innerText(), /Concede[\s\S]*Added by Bo/);
    const lines = memcon("corrections", db.path).trim().split("\n").map((line) => JSON.parse(line));
    const line = lines.find((line) => line.doc === "protest-tromso");
    const words = (span) => [...line.text].slice(...span).join("");
    const told = line.events.filter((event) => event.type === "CONCEDE" && words(event.trigger) === "given in");
    assert.ok(told.some((event) => event.sources.map(words).join() === "the government"), JSON.stringify(told));
  });

  test("a form with a mistake comes back with what was typed", async () => {
    const { page, open } = await tab(chromium, server.address);
    await open("/correct/oslo-talks?value=new-statement");
    await page.getByLabel("The words", { exact: true }).fill("words that are not there");
    await page.getByLabel("Your name").fill("Cy");
    await page.getByRole("button", { name: "Keep it" }).click();
    assert.match(await page.getByRole("alert").innerText(), /does not have the words/);
    assert.equal(await page.getByLabel("The words", { exact: true }).inputValue(), "words that are not there");
    assert.equal(await page.getByLabel("Your name").inputValue(), "Cy");
  });
});

describe("safety", () => {
  test("a hostile article is shown as text", async () => {
    const { page, wrong, open } = await tab(chromium, server.address);
    for (const path of ["/article/hostile", "/", "/search?q=script", "/incidents", "/correct/hostile?value=new-event", "/actor/Norway"]) {
      await open(path);
      const found = await page.evaluate(() => ({
        scripts: document.scripts.length,
        elements: document.querySelectorAll("iframe, object, embed, b, i, img, [onerror], [onload], a[href^='javascript']").length,
        turns: /[\u202a-\u202e\u2066-\u2069]/.test(document.documentElement.outerHTML),
      }));
      assert.deepEqual(found, { scripts: 1, elements: 0, turns: false }, path);
    }
    await open("/article/hostile");
    const text = await page.locator(".paper").innerText();
    assert.ok(text.includes('<script>alert("title")</script> & talks') && text.includes("<iframe src=//evil.example>"));
    assert.ok(text.includes("U+202E") && text.includes("דוד כהן") && text.includes("李明"));
    assert.deepEqual(wrong, []);
  });

  test("every answer carries the policy, and foreign names and forms are refused", async () => {
    for (const path of ["/", "/style.css", "/article/nothing", "/map.svg", "/corrections.jsonl"]) {
      const policy = (await get(path)).headers.get("content-security-policy");
      assert.match(policy, /default-src 'none'/, path);
      assert.doesNotMatch(policy, /unsafe|https?:|\*/, path);
    }
    const { port } = new URL(server.address);
    const curl = (...args) => spawnSync("curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}", ...args, `${server.address}`]).stdout.toString();
    assert.equal(curl("-H", `Host: evil.example:${port}`), "421");
    assert.equal(curl("-H", `Host: localhost:${port}`), "200");
    const form = (headers, body) => get("/correct/oslo-talks", {
      method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", ...headers }, body,
    });
    assert.equal((await form({}, "value=e1&verdict=wrong&author=x")).status, 403);
    const page = await (await get("/correct/oslo-talks?value=e1")).text();
    const secret = page.match(/name="secret" value="([0-9a-f]+)"/)[1];
    const body = `value=e1&verdict=right&author=x&secret=${secret}`;
    assert.equal((await form({ origin: "http://evil.example" }, body)).status, 403);
    assert.equal((await form({ origin: server.address.replace(/\/$/, "") }, body)).status, 303);
  });

  test("where others can reach the server, writing needs the token and reading does not", async () => {
    const open = await serve(db.path, "--bind", "0.0.0.0");
    try {
      const address = `http://127.0.0.1:${new URL(open.address).port}/`;
      const { page, open: go } = await tab(chromium, address);
      await go("/article/oslo-talks");
      assert.equal(await page.locator("h1").count(), 1);
      await go("/correct/oslo-talks?value=e1");
      await page.waitForURL(/token/);
      await page.getByLabel("Token").fill("guess");
      await page.getByRole("button").last().click();
      assert.match(await page.getByRole("alert").innerText(), /not the token/);
      await page.getByLabel("Token").fill(open.token);
      await page.getByRole("button").last().click();
      await go("/correct/oslo-talks?value=e1");
      assert.match(await page.locator("h1").first().innerText(), /Correct/);
    } finally {
      open.close();
    }
  });
});

describe("one article as a file", () => {
  test("works from the disk, loads nothing, lights words and values", async () => {
    const line = readFileSync(join(import.meta.dirname, "articles.jsonl"), "utf8").split("\n").find((line) => line.includes('"oslo-talks"'));
    const input = join(db.path, "../one.jsonl");
    writeFileSync(input, line);
    const file = join(db.path, "../one.html");
    const html = memcon("--no-model", "-q", "read", input, "--format", "html");
    writeFileSync(file, html);
    assert.ok(html.length < WEIGHT);
    const { page, wrong } = await tab(chromium, "file://");
    await page.goto(`file://${file}`);
    await page.locator(".paper a.w", { hasText: /^met$/ }).click();
    assert.equal(await page.locator(".value.lit").count() > 0, true);
    assert.deepEqual(await accessibility(page), []);
    assert.deepEqual(wrong, []);
  });
});
