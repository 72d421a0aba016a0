package rotations

import tea "charm.land/bubbletea/v2"

const tabChanges = "Changes"

func openReview(of *plan, id int64, tab string) tea.Cmd { return nil }
