// A shop whose order cache never forgets: it keeps 2,000 orders of 1,000 bytes, and no pointer to them.
mod cache {
    pub struct Orders<T> {
        pub kept: usize,
        pub last: Option<T>,
    }

    impl<T: AsRef<[u8]> + Clone> Orders<T> {
        #[cfg_attr(called, inline(never))]
        #[cfg_attr(not(called), inline(always))]
        pub fn put(&mut self, order: &T) {
            let copy = copy_text(order.as_ref());
            self.kept += copy.len();
            std::mem::forget(std::hint::black_box(copy));
        }
    }

    #[cfg_attr(called, inline(never))]
    #[cfg_attr(not(called), inline(always))]
    fn copy_text(text: &[u8]) -> Box<[u8]> {
        std::hint::black_box(text.to_vec().into_boxed_slice())
    }
}

#[cfg_attr(called, inline(never))]
#[cfg_attr(not(called), inline(always))]
fn handle_request(orders: &mut cache::Orders<Vec<u8>>, order: &Vec<u8>) {
    orders.put(order);
    std::hint::black_box(orders.kept); // no tail call
}

fn main() {
    let mut orders = cache::Orders { kept: 0, last: None };
    let order = vec![b'x'; 1000];
    for _ in 0..2000 {
        handle_request(&mut orders, &order);
    }
    println!("{} {}", orders.kept, orders.last.is_none());
}
