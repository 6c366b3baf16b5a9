//! What pointers on a film mean: drags by button and tool, pinches by two fingers.

use super::keys::Tool;
use super::placement::Point;

/// A drag over this many pixels changes the scale by a factor of e.
const ZOOM_PIXELS: f64 = 200.0;

/// What pressed a pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// The left button of a mouse, a finger or a pen.
    First,
    /// The middle button.
    Middle,
    /// The right button.
    Right,
}

/// What a movement asks for, in pixels of the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gesture {
    /// Change the window by a drag to the right and down.
    Window {
        /// To the right.
        right: f64,
        /// Down.
        down: f64,
    },
    /// Move the film.
    Pan {
        /// By how much.
        by: Point,
    },
    /// Enlarge the film around a point, then move it.
    Zoom {
        /// By how much.
        factor: f64,
        /// The point that stays.
        at: Point,
        /// The movement.
        by: Point,
    },
    /// Draw a line from where the pointer was pressed.
    Draw {
        /// Where it was pressed.
        from: Point,
        /// Where it is.
        to: Point,
    },
    /// The line is finished.
    Drawn,
    /// There is no line after all: a second finger came.
    NotDrawn,
}

/// A pointer that is pressed.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pointer {
    id: i32,
    from: Point,
    at: Point,
    tool: Tool,
}

/// The pointers that are pressed on a film.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pointers(Vec<Pointer>);

impl Pointers {
    /// Whether none is pressed.
    pub const fn is_idle(&self) -> bool {
        self.0.is_empty()
    }

    /// A pointer is pressed while a tool is chosen.
    pub fn press(&mut self, id: i32, press: Press, at: Point, tool: Tool) -> Option<Gesture> {
        let drew = self.0.iter().any(|it| it.tool == Tool::Measure);
        let tool = match press {
            Press::First => tool,
            Press::Middle => Tool::Pan,
            Press::Right => Tool::Zoom,
        };
        self.0.retain(|it| it.id != id);
        // A third finger changes nothing.
        if self.0.len() < 2 {
            self.0.push(Pointer {
                id,
                from: at,
                at,
                tool,
            });
        }
        if self.0.len() == 2 {
            // What is left of a pinch moves the film.
            self.0.iter_mut().for_each(|it| it.tool = Tool::Pan);
        }
        (drew && self.0.len() == 2).then_some(Gesture::NotDrawn)
    }

    /// A pointer is moved; nothing for one that is not pressed.
    pub fn move_to(&mut self, id: i32, at: Point) -> Option<Gesture> {
        let index = self.0.iter().position(|it| it.id == id)?;
        let before = self.0[index];
        self.0[index].at = at;
        if let [one, other] = self.0[..] {
            let still = if index == 0 { other.at } else { one.at };
            let distance = |point: Point| point.minus(still).length().max(1.0);
            let (from, to) = (before.at.middle(still), at.middle(still));
            return Some(Gesture::Zoom {
                factor: distance(at) / distance(before.at),
                at: from,
                by: to.minus(from),
            });
        }
        let by = at.minus(before.at);
        match before.tool {
            Tool::Window => Some(Gesture::Window {
                right: by.x,
                down: by.y,
            }),
            Tool::Pan => Some(Gesture::Pan { by }),
            // As in other viewers, down enlarges.
            Tool::Zoom => Some(Gesture::Zoom {
                factor: (by.y / ZOOM_PIXELS).exp(),
                at: before.from,
                by: Point::default(),
            }),
            Tool::Measure => Some(Gesture::Draw {
                from: before.from,
                to: at,
            }),
            Tool::Magnify => None,
        }
    }

    /// A pointer is released.
    pub fn release(&mut self, id: i32) -> Option<Gesture> {
        let index = self.0.iter().position(|it| it.id == id)?;
        let released = self.0.remove(index);
        (released.tool == Tool::Measure).then_some(Gesture::Drawn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const AT: Point = Point::new(10.0, 20.0);

    fn drag(press: Press, tool: Tool, to: Point) -> Option<Gesture> {
        let mut pointers = Pointers::default();
        assert_eq!(pointers.press(1, press, AT, tool), None);
        pointers.move_to(1, to)
    }

    #[test]
    fn buttons_are_those_of_other_viewers() {
        let to = Point::new(15.0, 17.0);
        let window = Gesture::Window {
            right: 5.0,
            down: -3.0,
        };
        assert_eq!(drag(Press::First, Tool::Window, to), Some(window));
        let pan = Gesture::Pan {
            by: Point::new(5.0, -3.0),
        };
        for (press, tool) in [(Press::Middle, Tool::Window), (Press::First, Tool::Pan)] {
            assert_eq!(drag(press, tool, to), Some(pan));
        }
        for (press, tool) in [(Press::Right, Tool::Measure), (Press::First, Tool::Zoom)] {
            let zoom = drag(press, tool, Point::new(15.0, 220.0));
            let Some(Gesture::Zoom { factor, at, .. }) = zoom else {
                panic!("{zoom:?}");
            };
            assert!((factor - 1_f64.exp()).abs() < 1e-9);
            assert_eq!(at, AT);
        }
    }

    #[test]
    fn two_fingers_zoom_and_pan_whatever_the_tool() {
        let mut pointers = Pointers::default();
        pointers.press(1, Press::First, Point::new(100.0, 100.0), Tool::Window);
        pointers.press(2, Press::First, Point::new(200.0, 100.0), Tool::Window);
        let apart = pointers.move_to(2, Point::new(300.0, 100.0));
        let zoom = Gesture::Zoom {
            factor: 2.0,
            at: Point::new(150.0, 100.0),
            by: Point::new(50.0, 0.0),
        };
        assert_eq!(apart, Some(zoom));
        // The finger that stays moves the film: the window must not jump.
        assert_eq!(pointers.release(1), None);
        let rest = pointers.move_to(2, Point::new(310.0, 100.0));
        let by = Point::new(10.0, 0.0);
        assert_eq!(rest, Some(Gesture::Pan { by }));
        assert_eq!(pointers.release(2), None);
        assert!(pointers.is_idle());
    }

    #[test]
    fn a_line_ends_with_the_drag_or_is_dropped_for_a_pinch() {
        let mut pointers = Pointers::default();
        pointers.press(1, Press::First, AT, Tool::Measure);
        let to = Point::new(50.0, 60.0);
        let draw = Gesture::Draw { from: AT, to };
        assert_eq!(pointers.move_to(1, to), Some(draw));
        assert_eq!(pointers.release(1), Some(Gesture::Drawn));
        pointers.press(1, Press::First, AT, Tool::Measure);
        let second = pointers.press(2, Press::First, to, Tool::Measure);
        assert_eq!(second, Some(Gesture::NotDrawn));
        assert_eq!(pointers.release(1), None);
    }

    #[test]
    fn a_pointer_that_is_not_pressed_does_nothing() {
        let mut pointers = Pointers::default();
        assert_eq!(pointers.move_to(1, AT), None);
        assert_eq!(pointers.release(1), None);
    }
}
