#include <mpi.h>

// Open MPI's handles are macros with casts, which Swift does not import.

static inline MPI_Comm openmpi_world(void) { return MPI_COMM_WORLD; }
static inline MPI_Info openmpi_no_info(void) { return MPI_INFO_NULL; }
static inline MPI_Datatype openmpi_byte(void) { return MPI_BYTE; }
static inline MPI_Datatype openmpi_float(void) { return MPI_FLOAT; }
static inline MPI_Datatype openmpi_double(void) { return MPI_DOUBLE; }
static inline MPI_Op openmpi_addition(void) { return MPI_SUM; }
/// In the place of what is sent: it lies where the result goes.
static inline const void *openmpi_in_place(void) { return MPI_IN_PLACE; }
