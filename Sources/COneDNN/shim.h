#include <dnnl.h>

/// Sets how many threads OpenMP regions entered by the calling thread use. Declared here because `omp.h` belongs to
/// a compiler, not to the library.
void omp_set_num_threads(int count);
