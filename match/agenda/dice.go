package agenda

// dice are numbers that look random and are the same for a seed on every machine
// (SplitMix64: Steele, Lea and Flood 2014).
type dice uint64

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number from 0, below n.
func (d *dice) below(n int) int { return int(d.next() % uint64(n)) }

func (d *dice) shuffle(list []int32) {
	for k := len(list) - 1; k > 0; k-- {
		j := d.below(k + 1)
		list[k], list[j] = list[j], list[k]
	}
}
