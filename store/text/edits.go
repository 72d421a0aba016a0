package text

// Edits counts the letters that must be put in, left out, altered or swapped with
// their neighbour to make b of a; anything over most is just more. It is the
// distance of optimal string alignment (Boytsov, Indexing methods for approximate
// dictionary searching, 2011, section 2.1).
func Edits(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			alter := 1
			if x[i-1] == y[j-1] {
				alter = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+alter)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
