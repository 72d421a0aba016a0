package store

// setCurrentLevel writes the level that the ratings of one employee in one skill
// add up to: what somebody else has seen or tested outranks a self-rating, then
// the newest counts.
func (tx *Tx) setCurrentLevel(employee, skill int64) error {
	_, err := tx.Exec(`
		INSERT INTO current_level(employee_id, skill_id, level, rating_id)
		SELECT employee_id, skill_id, level, id FROM rating WHERE employee_id = ?1 AND skill_id = ?2
		ORDER BY source = 'self', date DESC, id DESC LIMIT 1
		ON CONFLICT(employee_id, skill_id) DO UPDATE SET level = excluded.level, rating_id = excluded.rating_id
		WHERE rating_id <> excluded.rating_id`, employee, skill)
	return err
}

// SetCurrentLevels is setCurrentLevel for every employee and skill whose ratings
// have an id of at least first, as a set.
func (tx *Tx) SetCurrentLevels(first int64) error {
	_, err := tx.Exec(`
		INSERT INTO current_level(employee_id, skill_id, level, rating_id)
		SELECT employee_id, skill_id, level, id FROM (
		  SELECT r.*, row_number() OVER (PARTITION BY r.employee_id, r.skill_id ORDER BY r.source = 'self', r.date DESC, r.id DESC) n
		  FROM rating r WHERE EXISTS (
		    SELECT 1 FROM rating f WHERE f.id >= ?1 AND f.employee_id = r.employee_id AND f.skill_id = r.skill_id))
		WHERE n = 1
		ON CONFLICT(employee_id, skill_id) DO UPDATE SET level = excluded.level, rating_id = excluded.rating_id
		WHERE rating_id <> excluded.rating_id`, first)
	return err
}
