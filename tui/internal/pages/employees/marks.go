package employees

// marks are the table's, for rows that may not be read yet: it knows the ids of
// all of them.
type marks struct{ m *model }

// ToggleMark marks the employee under the cursor, or ends a range.
func (k marks) ToggleMark() {
	if k.m.anchor >= 0 {
		k.Range()
		return
	}
	k.m.table.ToggleMark()
}

// Range begins a range at the cursor, or ends it there.
func (k marks) Range() {
	m := k.m
	if m.anchor < 0 {
		if m.table.Len() > 0 {
			m.anchor = m.table.Cursor()
			m.table.Range()
		}
		return
	}
	from, to := min(m.anchor, m.table.Cursor()), max(m.anchor, m.table.Cursor())
	m.anchor = -1
	m.table.Range()
	m.table.Mark(m.src.ids(from, to+1)...)
}

// All marks everyone that the filter lets through, or nobody.
func (k marks) All() {
	m := k.m
	m.anchor = -1
	before := len(m.table.Marked())
	m.table.Mark(m.src.ids(0, m.src.Len())...)
	if len(m.table.Marked()) == before {
		m.table.Unmark()
	}
}

// targets are those marked, else the one under the cursor.
func (m *model) targets() []int64 {
	if ids := m.table.Marked(); len(ids) > 0 {
		return ids
	}
	if id := m.selected(); id != 0 {
		return []int64{id}
	}
	return nil
}
