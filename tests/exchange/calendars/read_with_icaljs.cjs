// Read a calendar with ical.js, which knows nothing of us: each event's start, in UTC.
const fs = require("node:fs");
const ICAL = require("ical.js").default ?? require("ical.js");

const root = new ICAL.Component(ICAL.parse(fs.readFileSync(0, "utf8")));
for (const block of root.getAllSubcomponents("vtimezone")) {
  const zone = new ICAL.Timezone(block);
  ICAL.TimezoneService.register(zone.tzid, zone);
}
const starts = {};
for (const block of root.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(block);
  starts[event.uid] = event.startDate.toJSDate().toISOString();
}
console.log(JSON.stringify(starts));
