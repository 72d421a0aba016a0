"""Prints every property of each event of a calendar as one JSON object a line.

Instants come from the VTIMEZONE in the file, never from the machine's zones.
"""
import json
import sys
from icalendar import Calendar
import pytz

cal = Calendar.from_ical(open(sys.argv[1], "rb").read())
zones = {str(z["TZID"]): z.to_tz() for z in cal.walk("VTIMEZONE")}
for e in cal.walk("VEVENT"):
    out = {}
    for name, value in e.items():
        name = name.upper()
        if name == "DTSTART":
            at, zone = value.dt, zones.get(value.params.get("TZID"))
            if zone is not None:
                at = zone.localize(at.replace(tzinfo=None))
            out["DTSTART"] = at.astimezone(pytz.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
            out["TZID"] = str(value.params.get("TZID", ""))
        elif name == "DTSTAMP":
            out[name] = value.dt.astimezone(pytz.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        elif name == "DURATION":
            out[name] = str(int(value.dt.total_seconds() // 60))
        else:
            out[name] = str(value)
    print(json.dumps(out))
