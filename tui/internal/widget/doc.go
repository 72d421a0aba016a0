// Package widget holds what screens are made of: table, form, picker, dialogs
// and the cutting of boxes. A widget owns its state and knows no page, no store
// and no key but those of typing: keys reach it through methods, because a
// page's actions are the only place where keys live.
//
// Every View is exactly as wide and high as asked, at any size, for any text.
package widget
