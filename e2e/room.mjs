// Opens a reading room over a database that is built from articles.jsonl, and a browser in it.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";

const here = import.meta.dirname;
const program = process.env.MEMCON ?? join(here, "../target/debug/memcon");

// Codes the articles by the word lists, which give the same record on every machine.
export function database(articles = join(here, "articles.jsonl")) {
  const folder = mkdtempSync(join(tmpdir(), "memcon-e2e-"));
  const path = join(folder, "news.db");
  execFileSync(program, ["--no-model", "-q", "code", articles, "--out", path], { stdio: "inherit" });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export const memcon = (...args) => execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

// Starts the server on a free port.
export function serve(path, ...more) {
  const server = spawn(program, ["serve", path, "--port", "0", ...more], { stdio: ["ignore", "ignore", "pipe"] });
  return new Promise((resolve, reject) => {
    let said = "";
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    server.stderr.on("data", (data) => {
      said += data;
      const address = said.match(/reading room at (http:\S+)/)?.[1];
      const expected = more.includes("--bind") ? said.match(/token (\w+)/)?.[1] : "";
      if (address && expected !== undefined) resolve({ address, token: expected, close: () => server.kill("SIGINT") });
    });
  });
}

export const browser = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });

// A tab that keeps what goes wrong in it: console errors, exceptions, requests that leave the server.
export async function tab(chromium, address, options = {}) {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) wrong.push(message.text()); });
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("dialog", (dialog) => { wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!request.url().startsWith(address)) wrong.push(`request to ${request.url()}`); });
  return { page, wrong, context, open: (path) => page.goto(address + path.replace(/^\//, "")) };
}

// What axe finds that is serious or worse. The script is evaluated, not loaded: the page's own policy would refuse it.
export async function accessibility(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations
    .filter((violation) => ["serious", "critical"].includes(violation.impact))
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`);
}
