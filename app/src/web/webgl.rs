//! Draws a film with WebGL: its 16-bit levels are a texture, and a shader applies window and inversion.
//!
//! Integer textures have no filters, so the shader takes the mean of all levels below a pixel of the
//! screen, or interpolates between four. A film larger than the largest texture is cut into tiles, the
//! layers of one array texture.

use js_sys::{Object, Uint16Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    HtmlCanvasElement, WebGl2RenderingContext as Gl, WebGlProgram, WebGlTexture,
    WebGlUniformLocation,
};

use super::error::WebError;
use super::object;
use crate::viewing::placement::Affine;
use crate::viewing::raster::MAX_SAMPLES;
use crate::viewing::window::Shade;

/// Levels that are passed to the GPU at once: the page must stay responsive.
const LEVELS_AT_ONCE: u32 = 4 << 20;

/// What every GPU with WebGL 2 allows.
const SMALLEST_LIMIT: u32 = 2048;

/// Draws a rectangle in pixels of the film.
const VERTEX: &str = "#version 300 es
uniform mat3 clip_from_film;
uniform vec2 size;
out highp vec2 position;
void main() {
    position = vec2(gl_VertexID & 1, gl_VertexID >> 1) * size;
    gl_Position = vec4((clip_from_film * vec3(position, 1.0)).xy, 0.0, 1.0);
}";

/// The uniforms of the two shaders.
const UNIFORMS: [&str; 10] = [
    "clip_from_film",
    "size",
    "film",
    "tile",
    "across",
    "footprint",
    "smoothing",
    "gain",
    "logistic",
    "inverted",
];

fn fragment() -> String {
    format!(
        "#version 300 es
precision highp float;
precision highp int;
precision highp usampler2DArray;
uniform usampler2DArray film;
uniform vec2 size;
uniform ivec2 tile;
uniform int across;
uniform float footprint;
uniform bool smoothing;
uniform vec2 gain;
uniform bool logistic;
uniform bool inverted;
in vec2 position;
out vec4 colour;
float level(ivec2 at) {{
    at = clamp(at, ivec2(0), ivec2(size) - 1);
    ivec2 cell = at / tile;
    return float(texelFetch(film, ivec3(at - cell * tile, cell.y * across + cell.x), 0).r);
}}
float mean(int count) {{
    float sum = 0.0;
    for (int row = 0; row < count; row++) {{
        for (int column = 0; column < count; column++) {{
            vec2 offset = (vec2(column, row) + 0.5) / float(count) - 0.5;
            sum += level(ivec2(floor(position + offset * footprint)));
        }}
    }}
    return sum / float(count * count);
}}
float sampled() {{
    if (footprint > 1.0) {{
        return mean(min(int(ceil(footprint)), {MAX_SAMPLES}));
    }}
    if (!smoothing) {{
        return level(ivec2(floor(position)));
    }}
    ivec2 corner = ivec2(floor(position - 0.5));
    vec2 part = fract(position - 0.5);
    float top = mix(level(corner), level(corner + ivec2(1, 0)), part.x);
    float bottom = mix(level(corner + ivec2(0, 1)), level(corner + ivec2(1, 1)), part.x);
    return mix(top, bottom, part.y);
}}
void main() {{
    float sum = gain.x * sampled() + gain.y;
    float grey = logistic ? 1.0 / (1.0 + exp(-sum)) : clamp(sum, 0.0, 1.0);
    colour = vec4(vec3(inverted ? 1.0 - grey : grey), 1.0);
}}"
    )
}

/// Which GPU may be used, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// The largest side of a tile.
    pub largest: u32,
    /// Whether a program may take the place of a graphics card.
    pub software: bool,
}

impl Allowed {
    /// A graphics card, as it is. A program in its place is slower than a table of grey values.
    pub const CARD: Self = Self {
        largest: u32::MAX,
        software: false,
    };
}

/// Names of programs that take the place of a graphics card.
const SOFTWARE: [&str; 5] = [
    "swiftshader",
    "llvmpipe",
    "softpipe",
    "basic render",
    "software",
];

/// The name of the renderer, behind an extension in some browsers.
const UNMASKED_RENDERER: u32 = 0x9246;

fn is_software(gl: &Gl) -> bool {
    let extended = gl.get_extension("WEBGL_debug_renderer_info").ok().flatten();
    let name = extended.map_or(Gl::RENDERER, |_| UNMASKED_RENDERER);
    let name = gl.get_parameter(name).ok().and_then(|it| it.as_string());
    let name = name.unwrap_or_default().to_ascii_lowercase();
    SOFTWARE.iter().any(|software| name.contains(software))
}

/// A canvas with a film on the GPU.
pub struct GlFilm {
    gl: Gl,
    uniforms: Vec<Option<WebGlUniformLocation>>,
    /// The largest side of a texture.
    limit: u32,
    texture: Option<Texture>,
}

/// A film on its way to the GPU.
struct Texture {
    handle: WebGlTexture,
    levels: Uint16Array,
    /// Columns and rows of the film.
    size: (u32, u32),
    /// Columns and rows of a tile.
    tile: (u32, u32),
    /// Tiles side by side.
    across: u32,
    /// The tile and the row in it that is passed next.
    next: (u32, u32),
}

impl GlFilm {
    /// Takes a canvas.
    ///
    /// # Errors
    /// [`WebError`] where there is no WebGL 2, or none that is allowed.
    pub fn open(canvas: &HtmlCanvasElement, allowed: Allowed) -> Result<Self, WebError> {
        let options = Object::new();
        object::set(&options, "antialias", &false.into())?;
        // So that the film can be printed.
        object::set(&options, "preserveDrawingBuffer", &true.into())?;
        let context = canvas.get_context_with_context_options("webgl2", &options)?;
        let gl: Gl = context
            .and_then(|context| context.dyn_into().ok())
            .ok_or(WebError::Missing("WebGL 2"))?;
        if !allowed.software && is_software(&gl) {
            return Err(WebError::Missing("graphics card for WebGL"));
        }
        let program = link(&gl)?;
        gl.use_program(Some(&program));
        let uniforms = UNIFORMS.map(|name| gl.get_uniform_location(&program, name));
        let limit = gl.get_parameter(Gl::MAX_TEXTURE_SIZE)?.as_f64();
        Ok(Self {
            gl,
            uniforms: uniforms.into(),
            limit: limit.map_or(SMALLEST_LIMIT, side).min(allowed.largest),
            texture: None,
        })
    }

    /// Whether the GPU has been lost; the browser may restore it.
    pub fn is_lost(&self) -> bool {
        self.gl.is_context_lost()
    }

    /// Begins to load a film of `width * height` levels.
    ///
    /// # Errors
    /// [`WebError`] when there is no memory for it.
    pub fn load(
        &mut self,
        (width, height): (u32, u32),
        levels: &Uint16Array,
    ) -> Result<(), WebError> {
        self.unload();
        let gl = &self.gl;
        let (across, down) = (width.div_ceil(self.limit), height.div_ceil(self.limit));
        let tile = (width.div_ceil(across), height.div_ceil(down));
        let texture = gl
            .create_texture()
            .ok_or(WebError::Missing("texture of the film"))?;
        gl.bind_texture(Gl::TEXTURE_2D_ARRAY, Some(&texture));
        let layers = int(across * down);
        let (columns, rows) = (int(tile.0), int(tile.1));
        gl.tex_storage_3d(Gl::TEXTURE_2D_ARRAY, 1, Gl::R16UI, columns, rows, layers);
        for filter in [Gl::TEXTURE_MIN_FILTER, Gl::TEXTURE_MAG_FILTER] {
            gl.tex_parameteri(Gl::TEXTURE_2D_ARRAY, filter, int(Gl::NEAREST));
        }
        if gl.get_error() != Gl::NO_ERROR {
            gl.delete_texture(Some(&texture));
            return Err(WebError::Missing("GPU memory for the film"));
        }
        self.texture = Some(Texture {
            handle: texture,
            levels: levels.clone(),
            size: (width, height),
            tile,
            across,
            next: (0, 0),
        });
        Ok(())
    }

    /// Frees the film's memory.
    pub fn unload(&mut self) {
        if let Some(old) = self.texture.take() {
            self.gl.delete_texture(Some(&old.handle));
        }
    }

    /// Passes some more levels to the GPU; true once there are no more.
    ///
    /// # Errors
    /// [`WebError::Thrown`] when the browser refuses them.
    pub fn load_some(&mut self) -> Result<bool, WebError> {
        let Some(film) = &mut self.texture else {
            return Ok(true);
        };
        let (width, height) = film.size;
        let down = height.div_ceil(film.tile.1);
        let (layer, row) = film.next;
        if layer >= film.across * down {
            return Ok(true);
        }
        let (left, top) = (
            layer % film.across * film.tile.0,
            layer / film.across * film.tile.1,
        );
        let columns = film.tile.0.min(width - left);
        let all_rows = film.tile.1.min(height - top);
        let rows = (LEVELS_AT_ONCE / columns).max(1).min(all_rows - row);
        let gl = &self.gl;
        gl.pixel_storei(Gl::UNPACK_ALIGNMENT, 2);
        gl.pixel_storei(Gl::UNPACK_ROW_LENGTH, int(width));
        let from = (top + row) * width + left;
        let part = film
            .levels
            .subarray(from, from + (rows - 1) * width + columns);
        gl.tex_sub_image_3d_with_opt_array_buffer_view(
            Gl::TEXTURE_2D_ARRAY,
            0,
            0,
            int(row),
            int(layer),
            int(columns),
            int(rows),
            1,
            Gl::RED_INTEGER,
            Gl::UNSIGNED_SHORT,
            Some(&part),
        )?;
        film.next = if row + rows == all_rows {
            (layer + 1, 0)
        } else {
            (layer, row + rows)
        };
        Ok(film.next.0 >= film.across * down)
    }

    /// Clears the canvas, whose size is given.
    pub fn clear(&self, (width, height): (u32, u32)) {
        let gl = &self.gl;
        gl.disable(Gl::SCISSOR_TEST);
        gl.viewport(0, 0, int(width), int(height));
        gl.clear_color(0.0, 0.0, 0.0, 0.0);
        gl.clear(Gl::COLOR_BUFFER_BIT);
    }

    /// Draws only in this rectangle from now on: left, top and side.
    pub fn limit_to(&self, (_, height): (u32, u32), (left, top, side): (i32, i32, i32)) {
        self.gl.enable(Gl::SCISSOR_TEST);
        self.gl.scissor(left, int(height) - top - side, side, side);
        self.gl.clear(Gl::COLOR_BUFFER_BIT);
    }

    /// Draws the film on a canvas of this size; nothing before it is loaded.
    pub fn draw(
        &self,
        (width, height): (u32, u32),
        to_screen: &Affine,
        shade: &Shade,
        smooth: bool,
    ) {
        let Some(film) = &self.texture else {
            return;
        };
        let gl = &self.gl;
        // From pixels of the canvas to -1 to 1, upwards.
        let (across, up) = (2.0 / f64::from(width), -2.0 / f64::from(height));
        let Affine {
            right,
            down,
            origin,
        } = to_screen;
        let clip_from_film = [
            right.x * across,
            right.y * up,
            0.0,
            down.x * across,
            down.y * up,
            0.0,
            origin.x * across - 1.0,
            origin.y * up + 1.0,
            1.0,
        ];
        let [
            clip,
            size,
            sampler,
            tile,
            tiles,
            footprint,
            smoothing,
            gain,
            logistic,
            inverted,
        ] = &self.uniforms[..]
        else {
            return;
        };
        gl.uniform_matrix3fv_with_f32_array(clip.as_ref(), false, &clip_from_film.map(float));
        let (columns, rows) = (f64::from(film.size.0), f64::from(film.size.1));
        gl.uniform2f(size.as_ref(), float(columns), float(rows));
        gl.uniform1i(sampler.as_ref(), 0);
        gl.uniform2i(tile.as_ref(), int(film.tile.0), int(film.tile.1));
        gl.uniform1i(tiles.as_ref(), int(film.across));
        gl.uniform1f(footprint.as_ref(), float(1.0 / to_screen.scale()));
        gl.uniform1i(smoothing.as_ref(), smooth.into());
        gl.uniform2f(gain.as_ref(), float(shade.gain), float(shade.offset));
        gl.uniform1i(logistic.as_ref(), shade.logistic.into());
        gl.uniform1i(inverted.as_ref(), shade.inverted.into());
        gl.draw_arrays(Gl::TRIANGLE_STRIP, 0, 4);
    }
}

fn link(gl: &Gl) -> Result<WebGlProgram, WebError> {
    let program = gl
        .create_program()
        .ok_or(WebError::Missing("WebGL program"))?;
    let fragment = fragment();
    for (kind, source) in [
        (Gl::VERTEX_SHADER, VERTEX),
        (Gl::FRAGMENT_SHADER, fragment.as_str()),
    ] {
        let shader = gl
            .create_shader(kind)
            .ok_or(WebError::Missing("WebGL shader"))?;
        gl.shader_source(&shader, source);
        gl.compile_shader(&shader);
        gl.attach_shader(&program, &shader);
    }
    gl.link_program(&program);
    let linked: JsValue = gl.get_program_parameter(&program, Gl::LINK_STATUS);
    if linked.is_truthy() {
        Ok(program)
    } else {
        let log = gl.get_program_info_log(&program).unwrap_or_default();
        Err(WebError::Thrown(format!("the film's shaders: {log}")))
    }
}

fn int(number: u32) -> i32 {
    number.cast_signed()
}

#[expect(clippy::cast_possible_truncation, reason = "WebGL computes in f32")]
const fn float(number: f64) -> f32 {
    number as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a side of a texture"
)]
const fn side(number: f64) -> u32 {
    number as u32
}
