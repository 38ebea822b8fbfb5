// Reads calendars with ical.js: a line of JSON with a calendar in, a line of JSON with its texts out, until the end.

import { createInterface } from "node:readline";
import ICAL from "ical.js";

// What it has no type for, such as a calendar's name, ical.js leaves escaped.
const told = (component, names) => names.map((name) => plain(component.getFirstProperty(name)));

function plain(property) {
  const value = property?.getFirstValue() ?? "";
  return property?.type === "unknown" ? value.replace(/\\(.)/gs, (_, letter) => ("nN".includes(letter) ? "\n" : letter)) : value;
}

for await (const line of createInterface({ input: process.stdin })) {
  const calendar = new ICAL.Component(ICAL.parse(JSON.parse(line)));
  const events = calendar.getAllSubcomponents("vevent");
  const found = {
    header: told(calendar, ["name", "x-wr-calname", "x-wr-caldesc"]),
    events: events.map((event) => told(event, ["uid", "summary", "location", "description"])),
    components: calendar.getAllSubcomponents().length,
  };
  console.log(JSON.stringify(found));
}
