#include "gates.h"

#include <string.h>

// Every processor rounds a product before it is added to something, so that all compute the same bits.
#pragma STDC FP_CONTRACT OFF

/// Before a loop whose steps share nothing.
#define AT_ONCE _Pragma("clang loop vectorize(assume_safety) vectorize_width(16) interleave(disable)")
#define INLINE static inline __attribute__((always_inline))

INLINE uint32_t bits_of(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof(bits));
    return bits;
}

INLINE float float_of(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof(value));
    return value;
}

/// The nearest bfloat16 number, ties to even. What is too big becomes infinity; NaN stays NaN.
INLINE uint16_t rounded_half(float value) {
    uint32_t bits = bits_of(value);
    uint32_t rounded = bits + (((bits >> 16) & 1) + 0x7fff);
    // A NaN's low bits may be all that makes it one, and rounding would carry into its sign: keep it, made quiet.
    return (uint16_t)((value != value ? bits | 0x400000 : rounded) >> 16);
}

INLINE void round_row(const float *values, uint16_t *halves, size_t count) {
    AT_ONCE
    for (size_t j = 0; j < count; j++) halves[j] = rounded_half(values[j]);
}

/// e^x within 2 units in the last place for x in [-87, 88]; held at those ends outside. `Tensors` has the same in Swift.
INLINE float exponential(float value) {
    float x = value < -87.0f ? -87.0f : value;
    x = x > 88.0f ? 88.0f : x;
    // 1.5 * 2^23 pushes the fraction out of a float: the rounded multiple of ln 2 is left in the low bits.
    float shifted = x * 1.44269504f + 12582912.0f;
    float n = shifted - 12582912.0f;
    float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;  // ln 2 in two parts (Cody and Waite)
    // Cephes expf: minimax polynomial on [-ln 2 / 2, ln 2 / 2].
    float p = r * 1.98756915e-4f + 1.39819995e-3f;
    p = p * r + 8.33345191e-3f;
    p = p * r + 4.16657959e-2f;
    p = p * r + 1.66666655e-1f;
    p = p * r + 5.00000012e-1f;
    float y = (p * (r * r) + r) + 1.0f;
    return y * float_of((bits_of(shifted) << 23) + 0x3f800000);
}

/// 1 / (1 + e^-x).
INLINE float sigmoid(float x) { return 1.0f / (1.0f + exponential(0.0f - x)); }

/// tanh x: a polynomial under 0.625 in size (Cephes tanhf), 1 - 2 / (e^2|x| + 1) above.
INLINE float hyperbolic_tangent(float x) {
    float size = float_of(bits_of(x) & 0x7fffffff);
    float s = x * x;
    float p = s * -5.70498872e-3f + 2.06390888e-2f;
    p = p * s - 5.37397111e-2f;
    p = p * s + 1.33314422e-1f;
    p = p * s - 3.33332819e-1f;
    float small = p * (s * x) + x;
    float large = 1.0f - 2.0f / (exponential(size + size) + 1.0f);
    float signed_large = float_of(bits_of(large) | (bits_of(x) & 0x80000000));
    return size < 0.625f ? small : signed_large;
}

typedef struct {
    float n, r, z, q, next;
} gate_values;

/// What the gates' inputs and the state before make: `x` from the input and `w` from the state, biases included.
INLINE gate_values gate_values_of(float xn, float xr, float xz, float wr, float wz, float wn, float before) {
    float r = sigmoid(xr + wr), z = sigmoid(xz + wz);
    float n = hyperbolic_tangent(xn + r * wn);
    return (gate_values){.n = n, .r = r, .z = z, .q = wn, .next = n + z * (before - n)};
}

INLINE void forward(const gates_forward *step) {
    size_t hidden = step->hidden;
    const float *bn = step->input_bias, *br = bn + hidden, *bz = br + hidden;
    const float *cr = step->recurrent_bias, *cz = cr + hidden, *cn = cz + hidden;
    for (size_t row = 0; row < step->rows; row++) {
        float *gn = step->gates.first + row * step->gates.stride;
        float *gr = gn + hidden, *gz = gr + hidden, *gq = gz + hidden;
        const float *wr = step->recurrent.first + row * step->recurrent.stride, *wz = wr + hidden, *wn = wz + hidden;
        const float *before = step->previous.first + row * step->previous.stride;
        float *after = step->next.first + row * step->next.stride;
        if (step->keeps_gates) {
            AT_ONCE
            for (size_t j = 0; j < hidden; j++) {
                gate_values made = gate_values_of(
                    gn[j] + bn[j], gr[j] + br[j], gz[j] + bz[j], wr[j] + cr[j], wz[j] + cz[j], wn[j] + cn[j],
                    before[j]);
                after[j] = made.next;
                gn[j] = made.n;
                gr[j] = made.r;
                gz[j] = made.z;
                gq[j] = made.q;
            }
        } else {
            AT_ONCE
            for (size_t j = 0; j < hidden; j++) {
                after[j] = gate_values_of(
                    gn[j] + bn[j], gr[j] + br[j], gz[j] + bz[j], wr[j] + cr[j], wz[j] + cz[j], wn[j] + cn[j],
                    before[j]).next;
            }
        }
        if (step->rounded.first) round_row(after, step->rounded.first + row * step->rounded.stride, hidden);
    }
}

INLINE void backward(const gates_backward *step) {
    size_t hidden = step->hidden;
    for (size_t row = 0; row < step->rows; row++) {
        float *gn = step->gates.first + row * step->gates.stride;
        float *gr = gn + hidden, *gz = gr + hidden, *gq = gz + hidden;
        const float *before = step->previous.first + row * step->previous.stride;
        const float *by_output = step->output_gradient.first + row * step->output_gradient.stride;
        float *by_state = step->carry.first + row * step->carry.stride;
        AT_ONCE
        for (size_t j = 0; j < hidden; j++) {
            float n = gn[j], r = gr[j], z = gz[j], q = gq[j];
            float dh = by_output[j] + by_state[j];
            float dn = dh * (1.0f - z) * (1.0f - n * n);
            gn[j] = dn;
            gr[j] = dn * q * r * (1.0f - r);
            gz[j] = dh * (before[j] - n) * z * (1.0f - z);
            gq[j] = dn * r;
            by_state[j] = dh * z;
        }
        if (step->rounded.first) round_row(gn, step->rounded.first + row * step->rounded.stride, 4 * hidden);
    }
}

#define KERNELS(processor, target) \
    target static void forward_##processor(const gates_forward *step) { forward(step); } \
    target static void backward_##processor(const gates_backward *step) { backward(step); }
#define NAMED(processor) {#processor, forward_##processor, backward_##processor}

KERNELS(any, )
#if defined(__x86_64__)
KERNELS(avx2, __attribute__((target("avx2"))))
KERNELS(avx512f, __attribute__((target("avx512f"))))
static const gate_kernels kernels[] = {NAMED(avx512f), NAMED(avx2), NAMED(any)};

const gate_kernels *gate_kernels_here(size_t *count) {
    size_t first = __builtin_cpu_supports("avx512f") ? 0 : __builtin_cpu_supports("avx2") ? 1 : 2;
    *count = 3 - first;
    return kernels + first;
}
#else
static const gate_kernels kernels[] = {NAMED(any)};

const gate_kernels *gate_kernels_here(size_t *count) {
    *count = 1;
    return kernels;
}
#endif
