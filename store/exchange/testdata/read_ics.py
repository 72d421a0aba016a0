"""Prints each event of a calendar: session, start, utc or floating, summary.

Time zones are those in the file, never the machine's: each VTIMEZONE is turned into
a zone of its own name, which no table knows.
"""
import sys
from icalendar import Calendar
import pytz

cal = Calendar.from_ical(open(sys.argv[1], "rb").read())
zones = {}
for z in cal.walk("VTIMEZONE"):
    zones[str(z["TZID"])] = z.to_tz()
for e in cal.walk("VEVENT"):
    start = e["DTSTART"]
    at, kind = start.dt, "floating"
    zone = zones.get(start.params.get("TZID"))
    if zone is not None:
        at, kind = zone.localize(at.replace(tzinfo=None)).astimezone(pytz.utc), "utc"
    elif at.tzinfo is not None:
        at, kind = at.astimezone(pytz.utc), "utc"
    print(str(e["UID"]).split("@")[0], at.strftime("%Y-%m-%dT%H:%M:%S"), kind, str(e["SUMMARY"]))
