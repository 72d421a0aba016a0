package exchange

import (
	"fmt"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// encodeSlots writes slots, and whether people join at any time.
func encodeSlots(b *strings.Builder, p Program) {
	if len(p.Slots) > 0 {
		var names []string
		for _, s := range p.Slots {
			names = append(names, quote(s))
		}
		fmt.Fprintf(b, "slots = [%s]\n", strings.Join(names, ", "))
	}
	if p.Rolling {
		b.WriteString("rolling = true\n")
	}
}

// slots reads them, before the rules and criteria that name one.
func (d *programDecoder) slots(f programFile, p *Program) {
	p.Rolling = f.Rolling
	for _, s := range f.Slots {
		s = text.Clean(s)
		switch {
		case s == "" || len([]rune(s)) > 60:
			d.bad("slots", "a slot is a text of 1 to 60 characters", `write slots = ["home", "host"]`)
		case hasKey(p.Slots, s):
			d.bad("slots", fmt.Sprintf("“%s” is there twice", s), "name each slot once")
		default:
			p.Slots = append(p.Slots, s)
		}
	}
}

// slot takes the slot out of an item, as the program writes it.
func (d *programDecoder) slot(at string, m map[string]any, slots []string) string {
	s := d.text(at, m, "slot")
	i := slices.IndexFunc(slots, func(o string) bool { return text.Key(o) == text.Key(s) })
	switch {
	case s == "":
	case i >= 0:
		return slots[i]
	case len(slots) == 0:
		d.bad(at+".slot", "the program has no slots", `write slots = ["home", "host"] above the rules, or leave slot out`)
	default:
		d.bad(at+".slot", fmt.Sprintf("“%s” is no slot of the program", s), "there are "+strings.Join(slots, ", "))
	}
	return s
}

func hasKey(list []string, s string) bool {
	return slices.ContainsFunc(list, func(o string) bool { return text.Key(o) == text.Key(s) })
}

// slotsOf are the slots of a program's record.
func slotsOf(rec store.Record) (out []string) {
	for _, s := range strings.Split(rec.Values["slots"], "\n") {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// slotsMeanwhile are the slots of before and after: rules of a slot that goes are
// still there while the program's own row is written.
func (a *applier) slotsMeanwhile() []string {
	out := slices.Clone(a.p.Slots)
	for _, s := range slotsOf(*a.old) {
		if !hasKey(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// dropSlots takes away the slots that the file does not have, once no rule or
// criterion is of them.
func (a *applier) dropSlots() error {
	if a.old == nil || len(a.slotsMeanwhile()) == len(a.p.Slots) {
		return nil
	}
	_, err := a.tx.Save(store.Edit{Kind: "program", ID: a.id, Values: map[string]string{"slots": strings.Join(a.p.Slots, "\n")}})
	return fieldless(err)
}
