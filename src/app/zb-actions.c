/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of actions and keys: the one place that says what the console can do, by which name
 * and by which key. Actions, shortcuts and the list of shortcuts that an officer sees are all
 * made of it; what an action does is in zb-window-actions.c.
 */
#include "zb-actions.h"

#include <glib/gi18n.h>

#define DESK N_ ("Desk")
#define QUEUE N_ ("Alerts")
#define CASES N_ ("Cases")
#define MAP N_ ("Map")
#define VIDEO N_ ("Video")

static const ZbAction actions[] = {
  { "win.search", NULL, "<Control>k", ZB_ACTION_PLAIN, NULL, N_ ("Search"), DESK },
  { "win.page", "s", "<Control>1", ZB_ACTION_PLAIN, "map", N_ ("The map"), DESK },
  { "win.page", "s", "<Control>2", ZB_ACTION_PLAIN, "video", N_ ("The cameras"), DESK },
  { "win.page", "s", "<Control>3", ZB_ACTION_PLAIN, "alerts", N_ ("The alerts"), DESK },
  { "win.page", "s", "<Control>4", ZB_ACTION_PLAIN, "cases", N_ ("The cases"), DESK },
  { "win.page", "s", "<Control>5", ZB_ACTION_PLAIN, "units", N_ ("The units"), DESK },
  { "win.page", "s", "<Control>6", ZB_ACTION_PLAIN, "devices", N_ ("The devices"), DESK },
  { "win.page", "s", "<Control>7", ZB_ACTION_PLAIN, "figures", N_ ("The figures"), DESK },
  { "win.page", "s", "<Control>8", ZB_ACTION_PLAIN, "outbox", N_ ("The outbox"), DESK },
  { "app.hush", NULL, "m", ZB_ACTION_PLAIN, NULL, N_ ("Hush what sounds now"), DESK },
  { "win.mutes", NULL, "<Control><Shift>s", ZB_ACTION_PLAIN, NULL, N_ ("Mute a severity for a while"), DESK },
  { "app.mute", "(su)", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "app.test-sound", NULL, NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "win.lock", NULL, "<Control>l", ZB_ACTION_PLAIN, NULL, N_ ("Lock the desk"), DESK },
  { "win.change-officer", NULL, "<Control><Shift>l", ZB_ACTION_PLAIN, NULL, N_ ("Change of officer"), DESK },
  { "win.sign-out", NULL, "<Control><Shift>q", ZB_ACTION_PLAIN, NULL, N_ ("Sign out"), DESK },
  { "win.self-test", NULL, NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "win.copy-troubleshooting", NULL, NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "win.change-platform", NULL, NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "win.map-window", NULL, "<Control>m", ZB_ACTION_PLAIN, NULL, N_ ("The map in a window of its own"),
    DESK },
  { "win.video-window", NULL, "<Control><Shift>m", ZB_ACTION_PLAIN, NULL,
    N_ ("The cameras in a window of their own"), DESK },
  { "win.walls", NULL, "F11", ZB_ACTION_PLAIN, NULL, N_ ("What the walls show"), DESK },
  { "wall.push", "(ssb)", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "wall.release", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "drill.manage", NULL, "<Control><Shift>d", ZB_ACTION_PLAIN, NULL, N_ ("Plan and lead drills"), DESK },
  { "drill.show-urgent", NULL, "F2", ZB_ACTION_PLAIN, NULL,
    N_ ("From a drill to the urgent alert that is real"), DESK },
  { "drill.debrief", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "drill.replay", "(xx)", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "win.settings", NULL, "<Control>comma", ZB_ACTION_PLAIN, NULL, N_ ("Settings"), DESK },
  { "win.shortcuts", NULL, "<Control>question", ZB_ACTION_PLAIN, NULL, N_ ("Keyboard shortcuts"), DESK },
  { "app.quit", NULL, "<Control>q", ZB_ACTION_PLAIN, NULL, N_ ("Quit"), DESK },

  { "app.show-alert", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "app.claim-alert", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "app.show-alerts", NULL, NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "alert.select", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "alert.create", NULL, "<Control>n", ZB_ACTION_PLAIN, NULL, N_ ("Take down an alert by telephone"),
    QUEUE },
  { "alert.claim", "s", "c", ZB_ACTION_ALERT, NULL, N_ ("Claim"), QUEUE },
  { "alert.take-new", NULL, "Home", ZB_ACTION_PLAIN, NULL, N_ ("Take the new alerts into the list"), QUEUE },
  { "alert.take-opening", NULL, NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "alert.next", NULL, "Down", ZB_ACTION_PLAIN, NULL, N_ ("Next alert"), QUEUE },
  { "alert.previous", NULL, "Up", ZB_ACTION_PLAIN, NULL, N_ ("Previous alert"), QUEUE },
  { "alert.take-over", "(ss)", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "alert.release", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "alert.verdict", "(ss)", "v", ZB_ACTION_ALERT, "true", N_ ("Verdict: true"), QUEUE },
  { "alert.verdict", "(ss)", "x", ZB_ACTION_ALERT, "false", N_ ("Verdict: false alarm"), QUEUE },
  { "alert.verdict", "(ss)", "u", ZB_ACTION_ALERT, "undetermined", N_ ("Verdict: undetermined"), QUEUE },
  { "alert.snooze", "(sxs)", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "alert.merge", "(ss)", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "alert.join", "(ss)", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "alert.close", "(ss)", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "alert.many", "(sasa{sv})", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "alert.choose", NULL, "y", ZB_ACTION_PLAIN, NULL, N_ ("Choose several alerts, or one again"), QUEUE },
  { "alert.extend-next", NULL, "<Shift>Down", ZB_ACTION_PLAIN, NULL, N_ ("Choose the next alert, too"),
    QUEUE },
  { "alert.extend-previous", NULL, "<Shift>Up", ZB_ACTION_PLAIN, NULL, N_ ("Choose the previous alert, too"),
    QUEUE },
  { "alert.dispatch", "s", "d", ZB_ACTION_ALERT, NULL, N_ ("Open a case and dispatch"), QUEUE },
  { "pane.take-over", NULL, "<Shift>c", ZB_ACTION_DETAIL, NULL, N_ ("Take over"), QUEUE },
  { "pane.release", NULL, "r", ZB_ACTION_DETAIL, NULL, N_ ("Release"), QUEUE },
  { "pane.verdict", "s", "<Shift>t", ZB_ACTION_DETAIL, "test", N_ ("Verdict: test"), QUEUE },
  { "pane.snooze", "s", "z", ZB_ACTION_DETAIL, "30", N_ ("Snooze"), QUEUE },
  { "pane.choose-merge", NULL, "j", ZB_ACTION_DETAIL, NULL, N_ ("Merge"), QUEUE },
  { "pane.show-case", NULL, "<Shift>o", ZB_ACTION_DETAIL, NULL, N_ ("Show its case"), QUEUE },
  { "pane.close", NULL, "<Shift>x", ZB_ACTION_DETAIL, NULL, N_ ("Close the alert"), QUEUE },
  { "alert.filter", "s", "<Alt>1", ZB_ACTION_PLAIN, "urgent", N_ ("Only urgent ones, or all"), QUEUE },
  { "alert.filter", "s", "<Alt>2", ZB_ACTION_PLAIN, "high", N_ ("Only high ones, or all"), QUEUE },
  { "alert.filter", "s", "<Alt>3", ZB_ACTION_PLAIN, "medium", N_ ("Only medium ones, or all"), QUEUE },
  { "alert.filter", "s", "<Alt>4", ZB_ACTION_PLAIN, "low", N_ ("Only low ones, or all"), QUEUE },
  { "alert.filter", "s", "<Alt>5", ZB_ACTION_PLAIN, "unclaimed", N_ ("Only unclaimed ones, or all"), QUEUE },
  { "alert.filter", "s", "<Alt>6", ZB_ACTION_PLAIN, "mine", N_ ("Only mine, or all"), QUEUE },
  { "alert.mode", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "video.open-alert", "s", "k", ZB_ACTION_ALERT, NULL, N_ ("Show its camera among the tiles"), QUEUE },
  { "alert.deselect", NULL, "Escape", ZB_ACTION_PLAIN, NULL, N_ ("Close the detail"), QUEUE },

  { "map.go-to-alert", NULL, "g", ZB_ACTION_PLAIN, NULL, N_ ("Back to the alert"), MAP },
  { "map.lock", NULL, "l", ZB_ACTION_PLAIN, NULL, N_ ("Lock or unlock the view"), MAP },
  { "map.zoom-in", NULL, "plus", ZB_ACTION_PLAIN, NULL, N_ ("Closer"), MAP },
  { "map.zoom-in", NULL, "equal", ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.zoom-out", NULL, "minus", ZB_ACTION_PLAIN, NULL, N_ ("Farther"), MAP },
  { "map.fit", NULL, "f", ZB_ACTION_PLAIN, NULL, N_ ("The whole district"), MAP },
  { "map.near", NULL, "w", ZB_ACTION_PLAIN, NULL, N_ ("What is near the alert"), MAP },
  { "map.near-place", "(dd)", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.near-case", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.look", NULL, "q", ZB_ACTION_PLAIN, NULL, N_ ("Which cameras see the place asked about"), MAP },
  { "map.close-near", NULL, NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "video.look", "(dd)", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "video.open", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "video.play-alert", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.save-picture", NULL, "<Control>s", ZB_ACTION_PLAIN, NULL, N_ ("Save a picture of the map"), MAP },
  { "map.save-picture-to", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.measure", "s", "<Shift>m", ZB_ACTION_PLAIN, "distance", N_ ("Measure a distance"), MAP },
  { "map.measure", "s", "<Shift>a", ZB_ACTION_PLAIN, "area", N_ ("Measure an area"), MAP },
  { "map.menu", NULL, NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.copy-place", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.use-layers", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.use-set", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.save-set", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.rename-set", "(ss)", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.remove-set", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.restore-set", NULL, NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "device.select", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "unit.select", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "unit.telephone", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.show-device", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.show-unit", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.new-zone", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.show-zone", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "zone.edit", "(sxa{sv})", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "zone.copy-link", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "map.show-place", "(dd)", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },

  { "tiles.snapshot", NULL, "s", ZB_ACTION_PLAIN, NULL, N_ ("Save the picture of the selected tile"), VIDEO },
  { "tiles.enlarge", NULL, "e", ZB_ACTION_PLAIN, NULL, N_ ("Only the selected tile, or all"), VIDEO },
  { "tiles.favour", NULL, "<Shift>f", ZB_ACTION_PLAIN, NULL, N_ ("Favourite, or no more"), VIDEO },

  { "case.do", "s", "p", ZB_ACTION_PLAIN, "primary", N_ ("The next step of the case"), CASES },
  { "case.do", "s", "n", ZB_ACTION_PLAIN, "write-note", N_ ("Write a note on the case"), CASES },
  { "case.do", "s", "t", ZB_ACTION_PLAIN, "show-tasks", N_ ("To the tasks of the case"), CASES },
  { "case.do", "s", "h", ZB_ACTION_PLAIN, "supervise", N_ ("Press for the case"), CASES },
  { "case.do", "s", "a", ZB_ACTION_PLAIN, "choose-checker", N_ ("Assign a checker"), CASES },
  { "case.do", "s", "<Control>j", ZB_ACTION_PLAIN, "pass", N_ ("Check passed"), CASES },
  { "case.do", "s", "b", ZB_ACTION_PLAIN, "return", N_ ("Return the case"), CASES },
  { "case.do", "s", "o", ZB_ACTION_PLAIN, "show-more", N_ ("More that can be done with the case"), CASES },
  { "case.print", NULL, "<Control>p", ZB_ACTION_PLAIN, NULL, N_ ("Print the case file"), CASES },
  { "case.save-pdf", NULL, NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "case.show", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "case.compose", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "case.dispatch", "a{sv}", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "command.submit", "(ssa{sv})", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "outbox.withdraw-many", "as", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "outbox.withdraw", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "outbox.withdraw-all", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "outbox.confirm", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "outbox.retry", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
  { "outbox.copy", "s", NULL, ZB_ACTION_PLAIN, NULL, NULL, NULL },
};

#define TILE N_ ("On a camera's picture")
#define PTZ N_ ("Turning a camera")
#define TIMELINE N_ ("On the timeline of what was recorded")

/* What the parts do by keys of their own: a key means what the part that has the focus takes it for. */
static const ZbKeyHint hints[] = {
  { "plus minus", N_ ("A part of the picture larger, or smaller again"), TILE },
  { "0", N_ ("The whole picture"), TILE },
  { "Delete", N_ ("Take the camera out of its tile"), TILE },
  { "Escape", N_ ("Back to all tiles"), TILE },

  { "Left Right", N_ ("Turn left or right while it is held"), PTZ },
  { "Up Down", N_ ("Turn up or down while it is held"), PTZ },
  { "plus minus", N_ ("Closer or farther while it is held"), PTZ },
  { "1 9", N_ ("To one of the first nine presets"), PTZ },
  { "Escape", N_ ("Stop"), PTZ },

  { "space", N_ ("Play or stop"), TIMELINE },
  { "Left Right", N_ ("A few seconds back or on"), TIMELINE },
  { "<Shift>Left <Shift>Right", N_ ("Farther back or on"), TIMELINE },
  { "<Control>Left <Control>Right", N_ ("To the alert before or after"), TIMELINE },
  { "comma period", N_ ("One picture back or on"), TIMELINE },
  { "bracketleft bracketright", N_ ("What is to be exported begins or ends here"), TIMELINE },
  { "Page_Up Page_Down", N_ ("Half of what is shown back or on"), TIMELINE },
  { "Home End", N_ ("To the beginning or the end of what is shown"), TIMELINE },
};

/**
 * zb_actions_get_hints:
 * @n_hints: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_hints): the keys that parts have to themselves
 */
const ZbKeyHint *
zb_actions_get_hints (guint *n_hints)
{
  *n_hints = G_N_ELEMENTS (hints);
  return hints;
}

/**
 * zb_actions_get:
 * @n_actions: (out): how many rows there are
 *
 * Returns: (transfer none) (array length=n_actions): the table
 */
const ZbAction *
zb_actions_get (guint *n_actions)
{
  *n_actions = G_N_ELEMENTS (actions);
  return actions;
}

/**
 * zb_action_is_letter:
 * @self: a row of the table
 *
 * Returns: whether its key is one that also writes text, so that an entry must have it first
 */
gboolean
zb_action_is_letter (const ZbAction *self)
{
  guint key = 0;
  GdkModifierType modifiers = 0;

  return self->key && gtk_accelerator_parse (self->key, &key, &modifiers) &&
         (modifiers & ~GDK_SHIFT_MASK) == 0;
}
