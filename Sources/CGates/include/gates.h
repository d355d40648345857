// The fused passes over the gates of one GRU direction, on some rows of one time step; every row is H long.
//
//   r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)      gates row: [n | r | z | q], H each
//   z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
//   q = W_hn h + b_hn                               recurrent row: [r | z | n], H each: W_h h
//   n = tanh(W_in x + b_in + r q)
//   h' = n + z (h - n)
//
// In that order of columns the gradients of what W_i gave are columns 0 ..< 3H of a gates row, and of what W_h gave
// columns H ..< 4H: both are windows that a product takes as they are.
//
// They are in C since it can compile one function for several generations of processors, and Swift cannot. All of them
// compute the same bits: no sum is reordered, and none is fused with a product.
#ifndef HALTBOOK_GATES_H
#define HALTBOOK_GATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Rows of floats, `stride` floats apart; a stride of 0 makes one row stand for all.
typedef struct {
    float *_Nonnull first;
    size_t stride;
} gate_rows;

/// Rows of bfloat16 numbers, or none.
typedef struct {
    uint16_t *_Nullable first;
    size_t stride;
} rounded_rows;

/// Writes the next states, and turns W_i x in `gates` into n, r, z, q where they are kept for the way back.
typedef struct {
    size_t rows;
    size_t hidden;
    gate_rows gates;
    gate_rows recurrent;
    /// n, r, z.
    const float *_Nonnull input_bias;
    /// r, z, n.
    const float *_Nonnull recurrent_bias;
    gate_rows previous;
    gate_rows next;
    /// Takes the bfloat16 numbers nearest to the next states.
    rounded_rows rounded;
    bool keeps_gates;
} gates_forward;

/// Turns n, r, z, q in `gates` into the loss's gradients by what went into them, and `carry`, the gradient by this step's
/// states that came from the next step, into its direct share of the gradient by the states before.
typedef struct {
    size_t rows;
    size_t hidden;
    gate_rows gates;
    gate_rows previous;
    gate_rows output_gradient;
    gate_rows carry;
    /// Takes the bfloat16 numbers nearest to the gradients, 4H a row.
    rounded_rows rounded;
} gates_backward;

/// Both passes, compiled for some processors.
typedef struct {
    /// "avx512f", "avx2" or "any".
    const char *_Nonnull processor;
    void (*_Nonnull forward)(const gates_forward *_Nonnull);
    void (*_Nonnull backward)(const gates_backward *_Nonnull);
} gate_kernels;

/// Those that this processor can run, the fastest first, which ends with those for any; `count` is how many.
const gate_kernels *_Nonnull gate_kernels_here(size_t *_Nonnull count);

#endif
