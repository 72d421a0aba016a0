package mentoring

import (
	"math/bits"
	"slices"
)

// counter counts something that a row and the mentors have in common.
type counter interface{ open(row int) counting }

// counting is a counter turned to a row.
type counting interface {
	count(at, nums []int32) // adds to nums
	atMost(nums []int32)    // adds, for each class, the most that one of it can count
}

// shares gives a share of the points for what was counted.
type shares struct {
	counter
	of    []int32   // by row: which of the tables is for its den
	worth [][]int32 // the points of each count
}

func newShares(c counter, w weight, den []int64) *shares {
	s, known := &shares{counter: c}, map[int64]int32{}
	for _, den := range den {
		n, ok := known[den]
		if !ok {
			n = int32(len(s.worth))
			known[den] = n
			points := make([]int32, den+1)
			for num := range points {
				points[num] = w.share(int64(num), den)
			}
			s.worth = append(s.worth, points)
		}
		s.of = append(s.of, n)
	}
	return s
}

func (s *shares) reader() pointReader { return &shareReader{shares: s} }

type shareReader struct {
	*shares
	now   counting
	value []int32
	nums  []int32
}

func (s *shareReader) open(row int) {
	s.value = s.worth[s.of[row]]
	s.now = s.counter.open(row)
}

// none makes room for so many counts.
func (s *shareReader) none(n int) []int32 {
	s.nums = slices.Grow(s.nums[:0], n)[:n]
	clear(s.nums)
	return s.nums
}

func (s *shareReader) add(at, totals []int32) {
	if len(s.value) == 1 {
		return
	}
	nums := s.none(len(at))
	s.now.count(at, nums)
	totals = totals[:len(nums)]
	for k, n := range nums {
		totals[k] += s.value[n]
	}
}

func (s *shareReader) bound(low, high []int32) {
	if len(s.value) == 1 {
		return
	}
	nums := s.none(len(low))
	s.now.atMost(nums)
	for c, n := range nums {
		far := s.value[min(int(n), len(s.value)-1)]
		low[c] += min(0, far)
		high[c] += max(0, far)
	}
}

// siftCount keeps the places whose count is enough.
func siftCount(r *reader, c counter, at []int32, enough func(n int32) bool) []int32 {
	nums, left := r.count(len(at)), 0
	c.open(r.row).count(at, nums)
	for k, n := range nums {
		if enough(n) {
			at[left] = at[k]
			left++
		}
	}
	return at[:left]
}

// siftAnswered keeps the places with enough answers in common, and those with none to
// compare.
func siftAnswered(r *reader, same, both counter, at []int32, least int32) []int32 {
	compared := make([]int32, len(at))
	both.open(r.row).count(at, compared)
	k := -1
	return siftCount(r, same, at, func(n int32) bool {
		k++
		return n >= least || compared[k] == 0
	})
}

// levelItem is a skill that a mentee wants: what each level of a mentor is worth.
type levelItem struct {
	skill int64 // its id, and once seated its number
	from  int8  // the least level worth something
	worth [8]uint8
}

// levelCount adds up the worth of the levels that a mentor has in a mentee's items.
type levelCount struct {
	items  [][]levelItem // by row
	den    []int64
	levels [][]uint8 // by skill and place; 0 where it is too low to count
	top    [][]uint8 // by skill and class: the greatest of these
}

// seat reads the levels of the mentors that are not below least.
func (c *levelCount) seat(m *model, f *fast, least int8, offered bool) {
	number := map[int64]int64{}
	for _, items := range c.items {
		for k, item := range items {
			n, ok := number[item.skill]
			if !ok {
				n = int64(len(c.levels))
				number[item.skill] = n
				c.levels = append(c.levels, make([]uint8, f.cols))
				c.top = append(c.top, make([]uint8, len(f.all)))
			}
			items[k].skill = n
			items[k].from = max(item.from, least)
		}
	}
	for place, col := range f.order {
		for skill, level := range teaches(m.mentors[col], offered) {
			if n, wanted := number[skill]; wanted && level >= least {
				c.levels[n][place] = uint8(level)
				c.top[n][place/64] = max(c.top[n][place/64], uint8(level))
			}
		}
	}
}

// teaches is what a mentor can teach, and to which level.
func teaches(p person, offered bool) map[int64]int8 {
	levels := map[int64]int8{}
	for _, s := range p.e.Skills {
		levels[s.Skill] = max(levels[s.Skill], s.Level)
	}
	if offered {
		return offeredLevels(p, levels)
	}
	return levels
}

func (c *levelCount) open(row int) counting { return levelsOpen{c, c.items[row]} }

type levelsOpen struct {
	*levelCount
	items []levelItem
}

func (c levelsOpen) count(at, nums []int32) {
	nums = nums[:len(at)]
	for _, item := range c.items {
		levels, worth := c.levels[item.skill], item.worth
		for k, x := range at {
			nums[k] += int32(worth[levels[x]&7])
		}
	}
}

func (c levelsOpen) atMost(nums []int32) {
	for _, item := range c.items {
		for class, level := range c.top[item.skill] {
			nums[class] += int32(item.worth[level&7])
		}
	}
}

// anyOf is the rule that one item at least is worth something.
func (c *levelCount) anyOf(f *fast, w weight) func(row int, mask []uint64) {
	ready := make([][5][]uint64, len(c.levels)) // by skill and least level
	for _, items := range c.items {
		for _, item := range items {
			if item.from <= 4 && ready[item.skill][item.from] == nil {
				set := make([]uint64, len(f.all))
				for place, level := range c.levels[item.skill] {
					if level >= uint8(item.from) {
						set[place/64] |= 1 << (place % 64)
					}
				}
				ready[item.skill][item.from] = set
			}
		}
	}
	return func(row int, mask []uint64) {
		items := c.items[row]
		if len(items) == 0 {
			if w.verdict(false, false) != 0 {
				clear(mask)
			}
			return
		}
		var few [8][]uint64
		sets := few[:0]
		for _, item := range items {
			if item.from <= 4 {
				sets = append(sets, ready[item.skill][item.from])
			}
		}
		andAny(mask, sets)
	}
}

// andAny keeps the bits that one of the sets has.
func andAny(mask []uint64, sets [][]uint64) {
	for w, word := range mask {
		if word == 0 {
			continue
		}
		any := uint64(0)
		for _, set := range sets {
			any |= set[w]
		}
		mask[w] = word & any
	}
}

// setCount counts what two sets have in common: a bit for whatever some mentee and
// some mentor have.
type setCount struct {
	words         int
	mine          [][]int32 // by row: the bits
	theirs, union []uint64  // by place, by class
}

func newSetCount(f *fast, mine, theirs [][]answerKey) *setCount {
	number, has := map[answerKey]int32{}, map[answerKey]bool{}
	for _, list := range theirs {
		for _, a := range list {
			has[a] = true
		}
	}
	s := &setCount{mine: make([][]int32, len(mine))}
	for i, list := range mine {
		for _, a := range list {
			if !has[a] {
				continue
			}
			n, ok := number[a]
			if !ok {
				n = int32(len(number))
				number[a] = n
			}
			s.mine[i] = append(s.mine[i], n)
		}
	}
	s.words = (len(number) + 63) / 64
	s.theirs, s.union = make([]uint64, s.words*f.cols), make([]uint64, s.words*len(f.all))
	for place, col := range f.order {
		for _, a := range theirs[col] {
			if n, wanted := number[a]; wanted {
				s.theirs[place*s.words+int(n/64)] |= 1 << (n % 64)
				s.union[place/64*s.words+int(n/64)] |= 1 << (n % 64)
			}
		}
	}
	return s
}

// setsOpen are the bits of a row, by word.
type setsOpen struct {
	*setCount
	mine []wordBits
}

type wordBits struct {
	word int
	bits uint64
}

func (s *setCount) open(row int) counting {
	o := setsOpen{setCount: s}
	for _, n := range s.mine[row] {
		k := slices.IndexFunc(o.mine, func(x wordBits) bool { return x.word == int(n/64) })
		if k < 0 {
			k = len(o.mine)
			o.mine = append(o.mine, wordBits{word: int(n / 64)})
		}
		o.mine[k].bits |= 1 << (n % 64)
	}
	return o
}

func (s setsOpen) count(at, nums []int32) {
	nums = nums[:len(at)]
	for _, mine := range s.mine {
		for k, x := range at {
			nums[k] += int32(bits.OnesCount64(mine.bits & s.theirs[int(x)*s.words+mine.word]))
		}
	}
}

func (s setsOpen) atMost(nums []int32) {
	for _, mine := range s.mine {
		for class := range nums {
			nums[class] += int32(bits.OnesCount64(mine.bits & s.union[class*s.words+mine.word]))
		}
	}
}
