package exchange

import (
	"slices"
	"strings"
	"unicode"

	"understudy/store"
	"understudy/store/text"
)

// headingKey is the form by which headings are compared: no case, no accents,
// every run of other signs a space, so that E-Mail, e_mail and "E mail" agree.
func headingKey(s string) string {
	var b strings.Builder
	space := false
	for _, r := range text.Fold(s) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// headingForm is headingKey without spaces and without a hint in brackets, by
// which headings are compared with those that are known: ManagerID, manager_id
// and "Manager ID" agree, and so do "Hired" and "Hired (dd/mm/yyyy)".
func headingForm(s string) string {
	if open := strings.IndexByte(s, '('); open > 0 && strings.HasSuffix(s, ")") && isHint(s[open+1:len(s)-1]) {
		s = s[:open]
	}
	return strings.ReplaceAll(headingKey(s), " ", "")
}

// isHint reports what stands in brackets behind a heading and does not belong to
// its meaning: the letters of a date, or whether it must be filled in.
func isHint(s string) bool {
	k := strings.ToLower(s)
	return k == "optional" || k == "required" || k == "if any" || strings.Trim(k, "dmyjat/.- ") == ""
}

// bareForm is headingForm without some words that may stand around: of "E-mail of
// the line manager" it leaves linemanager.
func bareForm(s string, without []string) string {
	var split []rune
	for _, r := range s {
		if n := len(split); unicode.IsUpper(r) && n > 0 && unicode.IsLower(split[n-1]) {
			split = append(split, ' ')
		}
		split = append(split, r)
	}
	var b strings.Builder
	for part := range strings.SplitSeq(headingKey(string(split)), " ") {
		if !slices.Contains(without, part) {
			b.WriteString(part)
		}
	}
	return b.String()
}

// heading is one heading in the forms by which a column may know it.
type heading struct{ form, text string }

func newHeading(s string) heading { return heading{headingForm(s), s} }

// exactly reports the column's own name or title.
func (c Column) exactly(h heading) bool {
	return h.form != "" && (h.form == headingForm(c.Name) || h.form == headingForm(c.Title))
}

// rank is the place of a heading among words that mean the column, or -1.
func (c Column) rank(h heading, words []string) int {
	i := slices.Index(words, h.form)
	if i < 0 && c.bare != nil {
		if bare := bareForm(h.text, c.bare); bare != "" {
			i = slices.Index(words, bare)
		}
	}
	return i
}

// knows reports a heading that means one of the target's columns.
func (t Target) knows(name string) bool {
	h := newHeading(name)
	return slices.ContainsFunc(t.Columns, func(c Column) bool {
		return c.exactly(h) || c.rank(h, c.Synonyms) >= 0 || c.rank(h, c.Weak) >= 0
	})
}

// byContent finds the column that cells name by their look alone: only e-mail
// addresses are that plain, a date may be any date.
func (t Target) byContent(cells []string) (Column, bool) {
	c, ok := t.Column("email")
	return c, ok && mostly(cells, looksEmail)
}

// mostly reports that four of five cells look so.
func mostly(cells []string, looks func(string) bool) bool {
	n, good := 0, 0
	for _, c := range cells {
		if c == "" {
			continue
		}
		n++
		if looks(c) {
			good++
		}
	}
	return n > 0 && 5*good >= 4*n
}

func looksEmail(s string) bool {
	at := strings.IndexByte(s, '@')
	return at > 0 && at < len(s)-1 && !strings.ContainsRune(s, ' ')
}

func looksDate(s string) bool {
	d := parseDay(s)
	return d.iso != "" || d.a > 0
}

// looksPerson reports what can name somebody: not yes, no or x.
func looksPerson(s string) bool {
	return !slices.Contains(words("yes|no|y|n|true|false|x|0|1|ja|nein|oui|non|si|sim|nao"), headingForm(s))
}

func looksClock(s string) bool { _, err := store.ParseClock(s); return err == nil }

// identityWords are headings, or words of them, of what nobody may be matched by.
var identityWords = words("gender|sex|pronoun|pronouns|age|birth|birthday|birthdate|born|dob|ethnic|ethnicity|ethnical|race|racial|" +
	"religion|religious|faith|belief|disability|disabilities|disabled|handicap|nationality|nationalities|citizenship|" +
	"marital|married|sexual|orientation|lgbt|lgbtq|pregnant|pregnancy|maternity|health|union|veteran|caste|skin|" +
	"geschlecht|alter|geburtsdatum|staatsangehorigkeit|konfession|sexe|genre|nationalite")

// identity reports a heading that names an identity characteristic.
func identity(heading string) bool {
	k := headingKey(heading)
	for part := range strings.SplitSeq(k, " ") {
		for _, w := range identityWords {
			if part == w {
				return true
			}
		}
	}
	return strings.Contains(k, "ethnic") || strings.Contains(k, "birth") || strings.Contains(k, "gender") || strings.Contains(k, "disabilit")
}
