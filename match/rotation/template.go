package rotation

// Chain makes a rotation a chain of cross-training: each of the people learns the job
// of the next one, and the last that of the first. jobs are their own seats, by
// person. It answers the bans that forbid everything else, to be added to those of a
// problem; without them everybody may learn every job (full rotation).
func Chain(people, jobs []int) []Pair {
	var out []Pair
	for k, i := range people {
		for e, s := range jobs {
			if e != (k+1)%len(people) {
				out = append(out, Pair{i, s})
			}
		}
	}
	return out
}
