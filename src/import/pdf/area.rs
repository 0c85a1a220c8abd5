//! Places and boxes of a page, and how drawings are moved and turned.

/// How places of one drawing become places of another.
pub(super) type Matrix = [f32; 6];
pub(super) const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
pub(super) fn then(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

pub(super) fn place(m: &Matrix, x: f32, y: f32) -> [f32; 2] {
    [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]]
}

/// A box of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) low: [f32; 2],
    pub(super) high: [f32; 2],
}

impl Area {
    pub(super) const ALL: Self = Self { low: [f32::MIN; 2], high: [f32::MAX; 2] };
    pub(super) const NONE: Self = Self { low: [f32::MAX; 2], high: [f32::MIN; 2] };

    pub(super) fn of(points: &[[f32; 2]]) -> Self {
        points.iter().fold(Self::NONE, |area, point| Self {
            low: [area.low[0].min(point[0]), area.low[1].min(point[1])],
            high: [area.high[0].max(point[0]), area.high[1].max(point[1])],
        })
    }

    pub(super) fn within(self, other: Self) -> Self {
        Self {
            low: [self.low[0].max(other.low[0]), self.low[1].max(other.low[1])],
            high: [self.high[0].min(other.high[0]), self.high[1].min(other.high[1])],
        }
    }

    pub(super) fn size(&self) -> [f32; 2] {
        [self.high[0] - self.low[0], self.high[1] - self.low[1]]
    }

    pub(super) fn holds(&self, point: [f32; 2]) -> bool {
        // What stands on the edge is seen.
        const EDGE: f32 = 0.5;
        (0..2).all(|axis| point[axis] >= self.low[axis] - EDGE && point[axis] <= self.high[axis] + EDGE)
    }
}
