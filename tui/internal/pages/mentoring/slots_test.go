package mentoring

import (
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

func TestARuleIsGivenTheSlotThatItIsAbout(t *testing.T) {
	c := newCompany(t)
	storetest.Add(t, c.db, "program", map[string]string{"name": "Abroad", "slots": "home\nhost"})
	d := c.drive(t, 120, 36)
	d.Press("/ 'Abroad' enter t tab a 'location' enter").Has("Add rule: location", "Slot")
	d.Press("tab tab right").Has("all slots", "it is for the pairs of this slot").Press("ctrl+s").Has("home: location ", "demands")
	recs, err := c.db.List(t.Context(), "rule", store.ListFilter{Text: "location"})
	if err != nil || len(recs) != 1 || recs[0].Values["slot"] != "home" {
		t.Fatal(recs, err)
	}
	d.Press("e").Has("Edit rule: location").Press("tab tab right ctrl+s").Has("host: location ")
}
