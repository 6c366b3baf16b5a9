//! Where a film's pixels are on the screen: fit, zoom, pan.

use super::orientation::Orientation;

/// How far a film can be made smaller than what fits.
const MIN_ZOOM: f64 = 0.2;

/// How large a pixel of the film may become, in pixels of the screen.
const MAX_SCALE: f64 = 32.0;

/// A small film can be enlarged this much in any case.
const MAX_ZOOM: f64 = 8.0;

/// A position or a difference of positions.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// A point.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The difference to another point.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }

    /// The sum with another point.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }

    /// Both coordinates multiplied.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }

    /// The distance from the origin.
    pub fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    /// The point between two.
    #[must_use]
    pub fn middle(self, other: Self) -> Self {
        Self::new(
            f64::midpoint(self.x, other.x),
            f64::midpoint(self.y, other.y),
        )
    }
}

/// A map of the plane: `origin + x * right + y * down`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Affine {
    /// Where a step to the right leads.
    pub right: Point,
    /// Where a step down leads.
    pub down: Point,
    /// Where the origin goes.
    pub origin: Point,
}

impl Affine {
    /// Where a point goes.
    pub fn apply(&self, point: Point) -> Point {
        let moved = self.direction(point);
        moved.plus(self.origin)
    }

    /// Where a difference of points goes.
    fn direction(&self, by: Point) -> Point {
        self.right.times(by.x).plus(self.down.times(by.y))
    }

    /// The map back; the scales of a placement are never 0.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let Self { right, down, .. } = *self;
        let determinant = right.x * down.y - right.y * down.x;
        let back = Self {
            right: Point::new(down.y, -right.y).times(1.0 / determinant),
            down: Point::new(-down.x, right.x).times(1.0 / determinant),
            origin: Point::default(),
        };
        Self {
            origin: back.direction(self.origin).times(-1.0),
            ..back
        }
    }

    /// How far apart neighbouring points of what goes in are.
    pub fn scale(&self) -> f64 {
        self.right.length()
    }

    /// This map after the coordinates that go in were multiplied.
    #[must_use]
    pub fn after_scaling(&self, across: f64, down: f64) -> Self {
        Self {
            right: self.right.times(across),
            down: self.down.times(down),
            ..*self
        }
    }

    /// This map after what goes in was moved.
    #[must_use]
    pub fn after_moving(&self, by: Point) -> Self {
        Self {
            origin: self.apply(by),
            ..*self
        }
    }

    /// This map before the coordinates that come out are multiplied.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        Self {
            right: self.right.times(factor),
            down: self.down.times(factor),
            origin: self.origin.times(factor),
        }
    }

    /// This map before what comes out is moved.
    #[must_use]
    pub fn moved(&self, by: Point) -> Self {
        Self {
            origin: self.origin.plus(by),
            ..*self
        }
    }

    /// A value of the CSS property `transform`.
    pub fn css(&self) -> String {
        let numbers = [self.right, self.down, self.origin].map(|it| format!("{},{}", it.x, it.y));
        format!("matrix({})", numbers.join(","))
    }
}

/// The sizes that a placement refers to, as (width, height).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Of the film, in its pixels.
    pub film: (f64, f64),
    /// Of the part of the screen, in CSS pixels.
    pub screen: (f64, f64),
}

/// Where a film is on the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// How it is turned.
    pub orientation: Orientation,
    /// Its size relative to the one that just fits.
    pub zoom: f64,
    /// The point of the film in the middle of the screen, as fractions of width and height.
    pub centre: Point,
}

impl Default for Placement {
    /// Upright and fitting.
    fn default() -> Self {
        Self {
            orientation: Orientation::default(),
            zoom: 1.0,
            centre: Point::new(0.5, 0.5),
        }
    }
}

impl Placement {
    /// Pixels of the screen for one of the film.
    pub fn scale(&self, frame: Frame) -> f64 {
        self.zoom * self.fit(frame)
    }

    /// The scale at which the film just fits.
    fn fit(&self, frame: Frame) -> f64 {
        let (width, height) = frame.film;
        let (across, down) = if self.orientation.lies() {
            (height, width)
        } else {
            (width, height)
        };
        (frame.screen.0.max(1.0) / across.max(1.0)).min(frame.screen.1.max(1.0) / down.max(1.0))
    }

    /// From pixels of the film to those of the screen.
    pub fn to_screen(&self, frame: Frame) -> Affine {
        let scale = self.scale(frame);
        let [right, down] = self.orientation.axes();
        let around_origin = Affine {
            right: Point::new(right.0, right.1).times(scale),
            down: Point::new(down.0, down.1).times(scale),
            origin: Point::default(),
        };
        let (width, height) = frame.film;
        let centre = Point::new(self.centre.x * width, self.centre.y * height);
        let middle = Point::new(frame.screen.0 / 2.0, frame.screen.1 / 2.0);
        around_origin.moved(middle.minus(around_origin.apply(centre)))
    }

    /// Fits the film into the screen as it is turned.
    #[must_use]
    pub fn fitted(self) -> Self {
        Self {
            orientation: self.orientation,
            ..Self::default()
        }
    }

    /// Moves the film on the screen.
    #[must_use]
    pub fn panned(self, frame: Frame, by: Point) -> Self {
        let middle = Point::new(frame.screen.0 / 2.0 - by.x, frame.screen.1 / 2.0 - by.y);
        self.centred(frame, self.to_screen(frame).inverse().apply(middle))
    }

    /// Enlarges the film; the pixel at a point of the screen stays there.
    #[must_use]
    pub fn zoomed(self, frame: Frame, factor: f64, at: Point) -> Self {
        let max = (MAX_SCALE / self.fit(frame)).max(MAX_ZOOM);
        let fixed = self.to_screen(frame).inverse().apply(at);
        let zoomed = Self {
            zoom: (self.zoom * factor).clamp(MIN_ZOOM, max),
            ..self
        };
        let by = at.minus(zoomed.to_screen(frame).apply(fixed));
        zoomed.panned(frame, by)
    }

    /// With a point of the film, in its pixels, in the middle; at least a quarter stays on the screen.
    fn centred(self, frame: Frame, at: Point) -> Self {
        Self {
            centre: Point::new(
                (at.x / frame.film.0.max(1.0)).clamp(0.0, 1.0),
                (at.y / frame.film.1.max(1.0)).clamp(0.0, 1.0),
            ),
            ..self
        }
    }

    /// Takes zoom and position from the film beside it, and stays turned as it is.
    #[must_use]
    pub fn following(self, other: Self) -> Self {
        Self {
            orientation: self.orientation,
            ..other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const FRAME: Frame = Frame {
        film: (2000.0, 1000.0),
        screen: (500.0, 400.0),
    };

    fn near(one: Point, other: Point) {
        assert!(one.minus(other).length() < 1e-6, "{one:?} {other:?}");
    }

    fn corner(placement: &Placement) -> Point {
        placement.to_screen(FRAME).apply(Point::default())
    }

    #[test]
    fn a_film_fits_and_is_in_the_middle_also_when_it_is_turned() {
        let upright = Placement::default();
        assert!((upright.scale(FRAME) - 0.25).abs() < 1e-9);
        near(corner(&upright), Point::new(0.0, 75.0));
        let turned = Placement {
            orientation: Orientation::default().turned(1),
            ..upright
        };
        assert!((turned.scale(FRAME) - 0.2).abs() < 1e-9);
        // The upper left corner of the film is at the upper right.
        near(corner(&turned), Point::new(350.0, 0.0));
    }

    #[test]
    fn the_way_back_from_the_screen_is_the_inverse() {
        let orientation = Orientation::default().turned(3).flipped_across();
        let placement = Placement {
            orientation,
            zoom: 2.5,
            centre: Point::new(0.3, 0.6),
        };
        let map = placement.to_screen(FRAME);
        let point = Point::new(17.0, 923.0);
        near(map.inverse().apply(map.apply(point)), point);
        near(
            map.scaled(2.0).apply(point),
            Point::new(map.apply(point).x * 2.0, map.apply(point).y * 2.0),
        );
        near(
            map.after_scaling(2.0, 4.0).apply(point),
            map.apply(Point::new(34.0, 3692.0)),
        );
        let by = Point::new(5.0, 6.0);
        near(map.after_moving(by).apply(Point::default()), map.apply(by));
        assert!((map.scale() - placement.scale(FRAME)).abs() < 1e-9);
        let css = Affine {
            right: Point::new(1.0, 2.0),
            down: Point::new(3.0, 4.0),
            origin: Point::new(5.0, 6.5),
        };
        assert_eq!(css.css(), "matrix(1,2,3,4,5,6.5)");
    }

    #[test]
    fn what_is_below_the_pointer_stays_there_while_zooming() {
        let at = Point::new(120.0, 210.0);
        let placement = Placement {
            orientation: Orientation::default().turned(1),
            ..Placement::default()
        };
        let film = placement.to_screen(FRAME).inverse().apply(at);
        let zoomed = placement.zoomed(FRAME, 3.0, at);
        assert!((zoomed.zoom - 3.0).abs() < 1e-9);
        near(zoomed.to_screen(FRAME).apply(film), at);
    }

    #[test]
    fn panning_moves_the_film_and_never_loses_it() {
        let placement = Placement {
            zoom: 4.0,
            ..Placement::default()
        };
        let by = Point::new(12.0, -7.0);
        let moved = placement.panned(FRAME, by);
        near(corner(&moved).minus(corner(&placement)), by);
        let lost = placement.panned(FRAME, Point::new(1e9, 1e9));
        assert_eq!(lost.centre, Point::default());
        assert_eq!(lost.fitted(), Placement::default());
    }

    #[test]
    fn zoom_has_limits() {
        let at = Point::default();
        let near_zero = Placement::default().zoomed(FRAME, 1e-9, at);
        assert!((near_zero.zoom - MIN_ZOOM).abs() < 1e-9);
        let large = Placement::default().zoomed(FRAME, 1e9, at);
        assert!((large.scale(FRAME) - MAX_SCALE).abs() < 1e-6);
    }

    #[test]
    fn a_linked_film_keeps_its_own_orientation() {
        let turned = Placement {
            orientation: Orientation::default().turned(2),
            ..Placement::default()
        };
        let other = Placement {
            zoom: 3.0,
            centre: Point::new(0.1, 0.2),
            ..Placement::default()
        };
        let following = turned.following(other);
        assert_eq!(following.orientation.degrees(), 180);
        assert_eq!(
            (following.zoom, following.centre),
            (other.zoom, other.centre)
        );
    }
}
