package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"understudy/match/mentoring"
	"understudy/store/text"
)

// text takes a text out of an item.
func (d *programDecoder) text(at string, m map[string]any, key string) string {
	v, ok := m[key]
	delete(m, key)
	s, isText := v.(string)
	if ok && !isText {
		d.bad(at+"."+key, key+" is not a text", `write `+key+` = "…"`)
	}
	return text.Clean(s)
}

// params reads what is left of an item as parameters of its kind.
func (d *programDecoder) params(at, kind string, m map[string]any, use mentoring.Use) map[string]string {
	k, ok := mentoring.KindByName(kind)
	out := map[string]string{}
	for _, key := range slices.Sorted(maps.Keys(m)) {
		name := paramName(key)
		i := slices.IndexFunc(k.Params, func(p mentoring.Param) bool { return p.Name == name && p.Use&use != 0 })
		if i < 0 {
			if ok {
				d.bad(at+"."+name, fmt.Sprintf("%s has no parameter “%s”", kind, text.Clean(key)), "there are "+paramNames(k, use))
			}
			continue
		}
		v, err := paramText(k.Params[i], m[key])
		if err != nil {
			d.bad(at+"."+name, fmt.Sprintf("%s: %v", name, err), k.Params[i].Help)
			continue
		}
		out[name] = canonical(k.Params[i], v)
	}
	return out
}

func paramNames(k mentoring.Kind, use mentoring.Use) string {
	var names []string
	for _, p := range k.Params {
		if p.Use&use != 0 {
			names = append(names, paramKey(p))
		}
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// paramText writes a TOML value as the text that the engine reads.
func paramText(p mentoring.Param, v any) (string, error) {
	switch v := v.(type) {
	case []any:
		if p.Type != mentoring.TypeList {
			return "", fmt.Errorf("is a list, but should be %s", p.Type)
		}
		var items []string
		for _, item := range v {
			s := text.Clean(scalar(item))
			if s == "" || strings.Contains(s, ",") {
				return "", errors.New("each text of the list must be without a comma and not empty")
			}
			items = append(items, s)
		}
		return strings.Join(items, ", "), nil
	case map[string]any:
		if p.Type != mentoring.TypeTable {
			return "", fmt.Errorf("is a table, but should be %s", p.Type)
		}
		var items []string
		for key, item := range v {
			items = append(items, text.Clean(key)+"="+text.Clean(scalar(item)))
		}
		return strings.Join(items, ", "), nil
	}
	s := scalar(v)
	if b, ok := v.(bool); ok && p.Type == mentoring.TypeChoice {
		s = map[bool]string{true: "yes", false: "no"}[b]
	}
	return text.Clean(s), nil
}

// scalar writes a number or text without its type.
func scalar(v any) string {
	if f, ok := v.(float64); ok {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// canonicalTable sorts "2=12,1=9" by the first number.
func canonicalTable(v string) string {
	items := splitParam(v)
	for i, item := range items {
		a, b, _ := strings.Cut(item, "=")
		items[i] = strings.TrimSpace(a) + "=" + strings.TrimSpace(b)
	}
	at := func(item string) int { n, _, _ := strings.Cut(item, "="); i, _ := strconv.Atoi(n); return i }
	slices.SortFunc(items, func(a, b string) int { return cmp.Or(cmp.Compare(at(a), at(b)), cmp.Compare(a, b)) })
	return strings.Join(items, ", ")
}
