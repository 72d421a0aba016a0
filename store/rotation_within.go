package store

// RotationInput is [Store.RotationInput] within a change, with what the change wrote.
func (tx *Tx) RotationInput(plan int64) (*RotationInput, error) {
	return readRotation(tx.ctx, tx.Tx, tx.Today(), plan)
}

// KeepRotation is [Store.KeepRotation] within a change, which takes k's label as its name.
func (tx *Tx) KeepRotation(k RotationKeep) (id int64, err error) {
	if err := k.judge(tx.ctx); err != nil {
		return 0, err
	}
	return tx.keepRotation(k)
}
