// Reads feeds over HTTP with one of two libraries, and prints what their events show, by uid.
// Input: {"library": "ical.js" or "node-ical", "urls": {name: url}}

import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const pad = (number) => String(number).padStart(2, "0");
const day = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
const moment = (date) => `${date.toISOString().slice(0, 16)}Z`;

function byIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const told = (time) => (time.isDate ? time.toString() : moment(time.toJSDate()));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const status = component.getFirstPropertyValue("status");
    return [event.uid, [event.summary, told(event.startDate), told(event.endDate), status]];
  });
}

function byNodeIcal(text) {
  const events = Object.values(nodeIcal.sync.parseICS(text)).filter((item) => item.type === "VEVENT");
  const told = (date) => (date.dateOnly ? day(date) : moment(date));
  return events.map((event) => [event.uid, [event.summary, told(event.start), told(event.end), event.status]]);
}

const { library, urls } = JSON.parse(readFileSync(0, "utf8"));
const read = library === "ical.js" ? byIcalJs : byNodeIcal;
const found = {};
for (const [name, url] of Object.entries(urls)) {
  const response = await fetch(url);
  found[name] = read(await response.text());
}
console.log(JSON.stringify(found));
